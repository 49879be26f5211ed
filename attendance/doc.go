// Package attendance is about who was at gatherings: as whom, at what level, in whose place, and says which source.
//
// A [Register] has the records. Together with a timeline, which is which gatherings a question is about, and a [Rule], which is
// who counts as having been there, it makes a [Roll]. A roll answers for a [Who], the participants, groups and people that a
// question is about: [Roll.Of] gives the history of all of them together and [Roll.Each] that of each, with first and last times, runs
// and rates; [Roll.At], [Roll.Compare] and [Roll.Changes] who was there, new, back or missing; [Roll.Presences] who came and who was
// sent; [Roll.LevelsBySummit] and [Roll.Shifts] how highly delegations were headed; [Roll.Pairs] who met whom.
//
//	nato, err := register.Timeline().Select(timeline.Filter{Series: "nato"})
//	partners, err := register.Who("ip4")
//	leaders := register.Roll(nato, attendance.Rule{Rank: attendance.Leader, Together: true})
//	first, ok := leaders.Of(partners).First()
//
// # What is recorded, and what follows
//
// A [Record] says that a participant attended or was absent, or that this was looked for and not found. Records at a body session
// count for the summit, those at a side session for their track alone. The record of a member for the summit holds for each of its
// body sessions that has no record of its own; where in a summit a guest sat is not known unless recorded. The heads recorded for a
// delegation are all: nobody else outranked them. Without a record, somebody was absent or outside only inside coverage; otherwise
// it is unknown.
//
// # Levels
//
// Levels have ranks: 1 for heads of state, of government and of organisations, 2 for their deputies, 3 for ministers, 4 for deputy
// ministers, 5 for envoys, 6 for ambassadors, 7 for officials. Who sits in place of somebody else is a stand-in, of whatever rank: a
// premier who comes for a president has rank 1 and is no principal.
package attendance
