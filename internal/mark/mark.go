// Package mark says what the mark of a participant at a gathering looks like, and what it means in words: for a page and for its engine.
package mark

import "github.com/summitry/summitry/attendance"

// Of gives the letters of a mark: one for what it is, s for somebody in place of another, v for video. And it gives the words.
func Of(p attendance.Presence) (letters, says string) {
	switch p.Status {
	case attendance.Absent:
		return "A", "absent"
	case attendance.Outside:
		return "X", "outside"
	case attendance.Attended:
	default:
		return "U", "unknown"
	}
	switch rank := p.Level.Rank(); {
	case rank == attendance.Leader:
		letters, says = "L", "leader"
	case rank == 2:
		letters, says = "D", "deputy"
	case rank == 3:
		letters, says = "M", "minister"
	case rank > 3:
		letters, says = "O", "official"
	default:
		letters, says = "P", "attended, level not recorded"
	}
	if p.InPlaceOf != "" {
		letters, says = letters+"s", says+", in place of another"
	}
	if p.Mode == attendance.Virtual {
		letters, says = letters+"v", says+", by video"
	}
	return letters, says
}
