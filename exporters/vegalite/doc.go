// Package vegalite makes pictures of summits: who came and at what level, who met whom, and what was on the agendas.
//
// A picture is a [Spec], a Vega-Lite specification with its data inline. Each function makes one from a question of the library:
// [Attendance], [Levels] and [Ties] from a roll, [Topics] and [Similarity] from an agenda; [Gallery] makes those of a whole data set.
// What is shown is narrowed as the question is, by [timeline.Timeline.Select], a rule, a basis:
//
//	nato, err := data.Timeline().Select(timeline.Filter{Series: "nato", From: timeline.Date{Year: 2022}})
//	four, err := data.Who("ip4")
//	spec := vegalite.Attendance(data.Roll(nato, attendance.Rule{}), four).WithSource(dataset.Cite().Text)
//	err = exporters.WriteFile("nato-ip4.vl.json", spec.Write)
//
// Pictures say what is on record. What is unknown has a mark of its own and never looks like an absence, and no two things differ by
// colour alone. The background is white on dark pages too.
//
// Specifications are of Vega-Lite 5, which JupyterLab and VS Code show without an extension; they know no later version. Vega-Lite 6, as
// Altair has it, draws them alike.
package vegalite
