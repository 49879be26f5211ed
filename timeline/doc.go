// Package timeline is about gatherings and their topics: which summits there were, in which order, and what was on their agendas.
//
// A [Timeline] is which gatherings a question is about. [New] makes one of tables, [Timeline.Select] narrows it to a series, a
// track or a span of time, and [Timeline.AsOf] and [Timeline.Trusting] mask what was not yet published or is not trusted enough.
// An [Agenda] is what was named at the gatherings of a timeline, on a [Basis] such as "reported afterwards": [Agenda.Compare] and
// [Agenda.Changes] tell what was kept, added, dropped, new and back, [Agenda.Years] does so by year, [Agenda.Fulfilment] for what was
// announced, [Agenda.Pairs] and [Agenda.Diffusion] across series. Who was there is told by package attendance, over the same timelines.
//
// # Incomplete records
//
// Records of the past have gaps, so a fact is yes, no or unknown (see [Truth]). A topic that is not recorded is a no only inside
// [Coverage], a sourced statement that the coding is complete; otherwise it is unknown. A [History] is one such truth for each
// gathering, and its answers have bounds: a [Run] of "3 to 5", an [Occasion] that is "no later than" a summit with the undecided
// ones named. An answer is certain if it is the same however the unknowns turn out, if the list of gatherings is known to be
// complete where that matters, and if it rests on no weak row. Each answer carries its [Evidence].
//
// # Order
//
// Everything that iterates does so in one documented order: summits by start, end and id; sessions and mentions by their summit,
// then by their key; everything else by its key. Keys compare as text, byte by byte.
//
// All types are values, safe for concurrent use, and their zero values are empty.
package timeline
