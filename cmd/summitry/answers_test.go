package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// An asked question is a call that has an answer, and why it is asked.
type asked struct {
	words  string
	reason string
}

// answers are the questions of each golden file. What is asked of tiny has its folder added.
var answers = map[string][]asked{
	"list": {
		{"list series", "what a person wants to see first"},
		{"list series --format csv", "the whole table"},
		{"list series --format json", "an object a row, null where nothing is recorded"},
		{"list summits", "dates as precise as they are known, several cities"},
		{"list summits --format csv", "the whole table"},
		{"list summits --format json", "lists are arrays, the ordinal is a number"},
		{"list summits --as-of 2002-12-31", "what starts later is still to come"},
		{"list summits --as-of 2002-12-31 --format csv", "the same for machines"},
		{"list summits --as-of 2002-12-31 --format json", "the same for machines"},
		{"list participants", "states and an organisation"},
		{"list participants --format csv", "the whole table"},
		{"list participants --format json", "the whole table"},
		{"list groups", "a body and a label"},
		{"list groups --format csv", "the whole table"},
		{"list groups --format json", "the whole table"},
		{"list people", "a name with an accent takes one column"},
		{"list people --format csv", "the whole table"},
		{"list people --format json", "no letter is escaped"},
		{"list topics", "labels"},
		{"list topics --format csv", "a definition with a comma is quoted"},
		{"list topics --format json", "aliases are an array, empty where there are none"},
		{"list sources", "with their days of issue"},
		{"list sources --format csv", "the whole table"},
		{"list sources --format json", "the whole table"},
	},
	"first": {
		{"attendance first XBE", "all series: no list of gatherings is complete there"},
		{"attendance first XBE --series harbour", "certain"},
		{"attendance first XBE --series harbour --explain", "the row, the coverage that closes the list, and their sources"},
		{"attendance first XBE --series harbour --format csv", "the row alone"},
		{"attendance first XBE --series harbour --format json", "evidence comes unasked"},
		{"attendance first XCO --series harbour --explain", "suspended at the first summit, so that its coverage does not reach it"},
		{"attendance first XCO --series harbour --format csv", "an undecided gathering is a list"},
		{"attendance first XCO --series harbour --format json", "with the cell that it waits for"},
		{"attendance first XCO --series harbour --as-of 2003-09-20 --explain", "the communique of the next day is not known yet"},
		{"attendance first XCO --series harbour --as-of 2003-09-01 --format json", "the second summit is still to come"},
		{"attendance first UNION --series harbour", "it declined once, and nothing is recorded of the other time"},
		{"attendance first UNION --series harbour --rank leader", "coverage of leaders settles it: never"},
		{"attendance first UNION --series harbour --rank 1 --format csv", "leader is rank 1"},
		{"attendance first UNION --series harbour --min-confidence high --explain", "the row of its absence is masked"},
		{"attendance first XAR --series harbour --rank 3 --from 2003", "a foreign minister has rank 3"},
		{"attendance first XAR --series harbour --rank 2 --from 2003", "and not rank 2"},
		{"attendance first XAR --series harbour --no-stand-ins --from 2003", "she came for the president"},
		{"attendance first XAR --series harbour --rank 1 --no-stand-ins --to 2001-06-12 --format csv", "the rule in words: by its leader"},
		{"attendance first XAR --series harbour --capacity guest", "it is a member"},
		{"attendance first XAR --series harbour --capacity member", "it is a member"},
		{"attendance first XBE --series harbour --no-video --rank leader --from 2003", "its leader was on a screen"},
		{"attendance first XBE --series harbour --rank leader --from 2003-09-20 --to 2003-09-20", "a screen is enough"},
		{"attendance first XBE XCO --series harbour", "both of them"},
		{"attendance first XBE XCO --series harbour --together --explain", "in one session: that of one without a session waits for more"},
		{"attendance first XCO --series harbour --track plenary", "a session in place of the summits"},
		{"attendance first XDU --series harbour --track dinner --explain", "looked for, and not found"},
		{"attendance first XDU --series harbour --track dinner --format json", "nothing that it rests on is an empty array"},
		{"attendance first harbour --series harbour", "a body: its members at each date"},
		{"attendance first coast --series harbour --to 2002", "a label: its fixed list"},
		{"attendance first XBE --series harbour-finance", "a meeting of the regular order"},
		{"attendance first XBE --extraordinary", "the flag in words; none of the meetings is one"},
	},
	"streak": {
		{"attendance streak XAR --series harbour", "goes on at the last gathering"},
		{"attendance streak XAR --series harbour --rank leader --explain", "ended by the rank of who came"},
		{"attendance streak XAR --series harbour --rank 3", "a foreign minister will do"},
		{"attendance streak XAR --series harbour --no-stand-ins", "ended by a stand-in"},
		{"attendance streak XAR --series harbour --capacity guest", "in another capacity, from the beginning"},
		{"attendance streak XBE --series harbour --no-video", "a second head sat in the room"},
		{"attendance streak XBE --series harbour --no-video --rank leader", "the leader did not"},
		{"attendance streak XAR XBE --series harbour --together --format csv", "a row for each run"},
		{"attendance streak XAR XBE --series harbour --format json", "evidence for each run"},
		{"attendance streak XAR --series harbour --rank leader --format csv", "with the reason of the end"},
		{"attendance streak XAR --series harbour --rank leader --format json", "with the reason of the end"},
		{"attendance streak XCO --series harbour", "bounds"},
		{"attendance streak XCO --series harbour --format csv", "bounds are two columns"},
		{"attendance streak XCO --series harbour --format json", "bounds are two keys"},
		{"attendance streak UNION --series harbour", "ended by an absence"},
		{"attendance streak UNION --series harbour --min-confidence high", "the absence is masked"},
		{"attendance streak XBE --series harbour --as-of 2003-09-20 --explain", "held, and nothing published yet"},
		{"attendance streak XBE --series harbour --as-of 2003-09-21 --format json", "the press wrote a day later"},
		{"attendance streak coast", "a label, over all series"},
		{"attendance streak harbour --series harbour --from 2001 --to 2003", "the members at each date, in a span of time"},
		{"attendance streak XDU --series harbour --track dinner", "a track"},
	},
	"histories": {
		{"attendance last XAR --series harbour", "certain as far as the list goes"},
		{"attendance last XDU --format csv", "never for sure, perhaps at each"},
		{"attendance first XAR --rank leader --miss --series harbour", "the first miss"},
		{"attendance first XBE --nth 2", "the second time"},
		{"attendance first harbour --each --format csv", "a row each"},
		{"attendance first XAR XBE XCO --at-least 2 --series harbour", "two of three are enough"},
		{"attendance returns XBE --rank leader", "after the meeting to which a minister came"},
		{"attendance returns XAR XBE --each --gap 2 --format csv", "no gap is so long"},
		{"attendance together XAR XBE", "one is undecided"},
		{"attendance together XAR XBE --explain", "what it rests on"},
		{"attendance together XAR XBE --format json", "a row for each gathering, and evidence of all"},
		{"attendance rate harbour --each", "the highest first"},
		{"attendance rate", "without a name of each"},
		{"attendance rate XAR XBE --rank leader --series harbour --format csv", "of both together"},
		{"attendance rate harbour --each --format json", "places by rate, as far as the bounds tell"},
		{"attendance first berg-ada", "a person"},
	},
	"present": {
		{"attendance at harbour-2003-belm", "everybody: two are perhaps there"},
		{"attendance at harbour-2003-belm XAR berg-ada --rank leader", "a participant missing, and a person"},
		{"attendance at harbour-2003-belm XAR berg-ada --rank leader --format csv", "a row each"},
		{"attendance at harbour-2003-belm XAR --format json", "one row carries its evidence"},
		{"attendance at harbour-2003-belm harbour --explain", "what it rests on"},
		{"attendance at harbour-2003-belm --track dinner", "a session"},
		{"attendance at harbour-2001-arna harbour", "certain"},
		{"attendance room fisheries", "an earlier gathering may have been the first"},
		{"attendance room trade harbour --format csv", "surely the first"},
		{"attendance room trade XBE --format json", "with the evidence of both"},
		{"attendance room harbours --stage planned", "nothing is on record"},
		{"attendance room fisheries XAR XBE --stage planned --source-kind announcement", "of one kind of document"},
		{"attendance matrix", "each sign"},
		{"attendance matrix harbour --rank leader", "there, but not by the rule; not asked about as a suspended member"},
		{"attendance matrix coast --rank leader --format csv", "a row for each cell"},
		{"attendance matrix XBE --series harbour --format json", "evidence for each cell"},
		{"attendance absent", "a guest who declined is absent too"},
		{"attendance absent --rank leader", "who was sent instead"},
		{"attendance absent --rank leader --no-video --format csv", "by video, and of whom it is not known"},
		{"attendance absent --rank leader --no-video --eligible members", "members alone"},
		{"attendance absent XDU --eligible anybody --rank leader", "not known of anything"},
		{"attendance absent XAR --rank leader --format json", "with evidence"},
	},
	"compare": {
		{"attendance compare harbour-2001-arna harbour-2003-belm", "bounds"},
		{"attendance compare harbour-2001-arna harbour-2003-belm harbour --rank leader", "as many leaders, and others"},
		{"attendance compare harbour-2001-arna harbour-2003-belm harbour --rank leader --format csv", "one row with lists"},
		{"attendance compare harbour-2001-arna harbour-2003-belm XCO --format json", "with evidence"},
		{"attendance compare harbour-2001-arna harbour-finance-2002-belm XBE", "of another series"},
		{"attendance compare harbour-2001-arna harbour-2003-belm XAR XBE --no-video --rank leader --explain", "fewer, and why"},
		{"attendance changes", "of each series the second on"},
		{"attendance changes harbour --rank leader --series harbour", "who is missing"},
		{"attendance changes --from 2003", "nothing to compare with"},
		{"attendance changes --from 2001 --series harbour --format csv", "a row for each gathering"},
		{"attendance turnover", "people of whom it is known"},
		{"attendance turnover XBE --series harbour --format json", "of one participant"},
	},
	"levels": {
		{"attendance levels", "by gathering"},
		{"attendance levels XAR --series harbour", "one participant over the years"},
		{"attendance levels --by participant --series harbour", "by participant"},
		{"attendance levels harbour --rank 3 --format csv", "a row each, empty where there is no median"},
		{"attendance levels UNION --series harbour --format json", "nobody was sent once"},
		{"attendance shifts harbour", "down, up, and perhaps"},
		{"attendance shifts XAR berg-ada --format csv", "a row where none is recorded"},
		{"attendance shifts XBE --explain", "what it rests on"},
		{"attendance shifts XBE --series harbour --format json", "with evidence"},
	},
	"people": {
		{"attendance experience", "for the first time, once, perhaps"},
		{"attendance experience --from 2003", "what was before is not read"},
		{"attendance experience XBE --format csv", "a row for each delegation"},
		{"attendance experience XBE --from 2003 --format json", "with evidence"},
		{"attendance experience XDU", "no head is on record"},
		{"attendance survival", "members, each from its first"},
		{"attendance survival --rank leader --series harbour", "to the first downgrade"},
		{"attendance survival coast --format csv", "bounds are two columns"},
		{"attendance survival XAR --series harbour --format json", "one evidence for all rows"},
		{"attendance survival XDU", "never eligible"},
	},
	"network": {
		{"attendance network", "the strongest first"},
		{"attendance network --series harbour --together", "in one session"},
		{"attendance network harbour --rank leader --series harbour --all", "with those who shared nothing"},
		{"attendance network harbour --rank leader --series harbour", "without them"},
		{"attendance network --weight jaccard", "no value for guests"},
		{"attendance network --weight lift --eligible anybody --with XBE", "around one"},
		{"attendance network --weight newman --format csv", "a row for each tie, as they come"},
		{"attendance network --top 2", "how many more there are"},
		{"attendance network --min 2 --format csv", "one is strong enough"},
		{"attendance network --top 1 --format json", "with evidence"},
		{"attendance network --min 2 --format json", "all of them, with evidence"},
		{"attendance network berg-ada moreau-jean --explain", "people"},
	},
	"check": {
		{"check " + tiny, "counts, and no fault"},
		{"check --data " + tiny, "the folder as the other commands take it"},
	},
}

func TestAnswers(t *testing.T) {
	for name, rows := range answers {
		t.Run(name, func(t *testing.T) {
			var s transcript
			for _, row := range rows {
				words := row.words
				if name != "check" {
					words += " --data " + tiny
				}
				require.NotEmpty(t, row.reason)
				s.add(t, words, answer(t, words))
			}
			s.compare(t, name)
		})
	}
}

// An extraordinary meeting counts on demand alone. Tiny has none, so one of its meetings is made one.
func TestExtraordinary(t *testing.T) {
	dir := changed(t, change{"summits.csv", "Belm meeting,,regular", to("Belm meeting,,extraordinary")})
	for _, row := range []struct {
		words  string
		want   int
		reason string
	}{
		{"attendance streak XBE --format json", 2, "it is stepped over"},
		{"attendance streak XBE --format json --extraordinary", 3, "it is one of three"},
	} {
		var runs []struct {
			Max    int `json:"length_max"`
			Listed int `json:"listed"`
		}
		decodeAnswers(t, answer(t, row.words+" --data "+dir), &runs)
		require.Len(t, runs, 2)
		if got := runs[0]; got.Max != row.want || got.Listed != row.want {
			t.Errorf("%s: %+v, want %d gatherings: %s", row.words, got, row.want, row.reason)
		}
	}
}

// Why a run ended is said in words, whichever reason it was. Tiny is changed to have each.
func TestEnds(t *testing.T) {
	const communique = "high,belm-2003-communique,\n"
	heads := change{"attendance.csv", "harbour-2003-belm,,XBE,dahl-otto,attended,member,in_person,finance_minister,Minister of Finance,,high,belm-2003-report,in the room\n", to("")}
	leader := change{"attendance.csv", "harbour-2003-belm,,XBE,moreau-jean,attended,member,virtual,head_of_government,Prime Minister,,high,belm-2003-report,\n", to("")}
	covered := func(id, summit, who string) change {
		const last = "harbour-union-leaders,"
		return change{"coverage.csv", last, to(id + ",attendance,harbour,," + summit + ",,,,," + who + ",,,high,belm-2003-report,\n" + last)}
	}
	for _, row := range []struct {
		words, ended, why string
		changes           []change
	}{
		{"UNION --to 2002", "harbour-2001-arna", "UNION absent", nil},
		{"XAR --rank leader", "harbour-2003-belm", "XAR below the level", nil},
		{"XAR --no-stand-ins", "harbour-2003-belm", "XAR by a stand-in", nil},
		{"XAR --capacity guest", "harbour-2003-belm", "XAR in another capacity", nil},
		{"XBE --no-video", "harbour-2003-belm", "XBE by video", []change{heads}},
		{"XDU", "harbour-2003-belm", "XDU not known", nil},
		{"XDU", "harbour-2003-belm", "XDU neither member nor guest there", []change{covered("xdu", "harbour-2003-belm", "XDU")}},
		{"XCO --to 2002", "harbour-2001-arna", "XCO suspended", []change{covered("xco", "harbour-2001-arna", "XCO")}},
		{"XBE", "harbour-2003-belm", "XBE no member any more", []change{
			heads, leader, covered("xbe", "harbour-2003-belm", "XBE"),
			{"memberships.csv", "harbour,XBE,member,1999-01-01,,", to("harbour,XBE,member,1999-01-01,2002-12-31,")},
		}},
		{"XCO XDU --together --track plenary --from 2003", "harbour-2003-belm", "all there, in no session together", []change{
			{"sessions.csv", "dinner,side,", to("plenary,body,")},
			{"attendance.csv", "harbour-2003-belm-dinner,XDU,,unknown,guest,,,,,low,belm-2003-report,invited\n", to(
				"harbour-2003-belm-dinner,XDU,,attended,guest,,,,," + communique +
					"harbour-2003-belm,harbour-2003-belm-dinner,XCO,,absent,member,,,,," + communique +
					"harbour-2003-belm,harbour-2003-belm-plenary,XDU,,absent,guest,,,,," + communique)},
		}},
		{"XAR XBE XCO --rank leader --from 2003 --no-video", "harbour-2003-belm", "XAR, XBE below the level", nil},
		{"XBE UNION --capacity guest --to 2002", "harbour-2001-arna", "UNION absent; XBE in another capacity", nil},
	} {
		words := "attendance streak " + row.words + " --series harbour --data " + changed(t, row.changes...)
		var got runs
		decodeAnswers(t, answer(t, words+" --format json"), &got)
		require.Len(t, got, 2)
		if current := got[1]; current.Ended != row.ended || current.Why != row.why || current.Min != 0 {
			t.Errorf("%s: %+v, want an end at %s: %s", row.words, current, row.ended, row.why)
		}
		if text := answer(t, words); !strings.Contains(text, "  at "+row.ended+": "+row.why+"\n") {
			t.Errorf("%s: %s\nwant why it ended: %s", row.words, text, row.why)
		}
	}
}

// Where the agendas of two gatherings are complete a comparison is sure. Tiny is changed to have such.
func TestCompleteTopics(t *testing.T) {
	coverage, last := "", "harbour-union-leaders,"
	for _, row := range []string{"arna,harbour-2001-arna,", "arna-plenary,harbour-2001-arna,plenary", "belm,harbour-2003-belm,", "belm-plenary,harbour-2003-belm,plenary"} {
		id, where, _ := strings.Cut(row, ",")
		coverage += "harbour-all-" + id + ",topics,harbour,," + where + ",,,,,,,high,arna-2001-communique;belm-2003-communique,\n"
	}
	dir := changed(
		t,
		change{"coverage.csv", last, to(coverage + last)},
		change{"discussions.csv", "harbour-2005-corda,,harbours,", to("harbour-2001-arna,,harbours,reported,arna-2001-communique,high,,\n" +
			"harbour-2003-belm,,trade,reported,belm-2003-communique,high,,\nharbour-2005-corda,,harbours,")},
	)
	words := "topics compare harbour-2001-arna harbour-2003-belm --data " + dir
	var got [][2]string
	for _, row := range table(t, answer(t, words+" --format csv")) {
		got = append(got, [2]string{row["topic_id"], row["change"] + ", sure: " + row["sure"] + ", new: " + row["new"]})
	}
	want := [][2]string{
		{"fisheries", "added, sure: true, new: yes"},
		{"harbours", "dropped, sure: true, new: no"},
		{"piracy", "added, sure: true, new: yes"},
		{"trade", "kept, sure: true, new: no"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("as a table (-want +got):\n%s", diff)
	}
}

// A row that rests on an announcement alone is marked, and what rests on it is not certain.
func TestForetold(t *testing.T) {
	dir := changed(t, change{"attendance.csv", "costa-livia,attended,member,in_person,head_of_state,President,,high,belm-2003-communique,", to(
		"costa-livia,attended,member,in_person,head_of_state,President,,high,belm-2003-programme,")})
	words := "attendance first XCO --series harbour --from 2003 --data " + dir
	text := answer(t, words+" --explain")
	for _, part := range []string{"\n  harbour-2003-belm (", "\n  not certain;", "(President)", "high (foretold)  belm-2003-programme\n"} {
		if !strings.Contains(text, part) {
			t.Errorf("%s\nwant %q", text, part)
		}
	}
	if strings.Count(text, "foretold") != 1 {
		t.Errorf("%s\nwant one row that is foretold", text)
	}
	if text := answer(t, "check "+dir); !strings.HasPrefix(text, "warning: attendance.csv:10: source_ids \"belm-2003-programme\": ") || !strings.HasSuffix(text, "\nno faults, 1 warning\n") {
		t.Errorf("%s\nwant one warning", text)
	}
}
