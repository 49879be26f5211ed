// Package importers reads foreign lists of who met whom into the tables of a data set: delegations or people at meetings, as CSV in
// whatever layout, or as the result of a query of Wikidata.
//
// A [Mapping], written in TOML, says which column fills which field, and what its words mean. [Mapping.Import] gives the data and a
// [Report] of what was mapped, guessed, left out and refused. [Draft] proposes a mapping for a list, and [Example] explains all that one
// can say:
//
//	mapping, err := importers.ReadMapping(file)
//	data, report, err := mapping.Import(list, importers.Options{Known: known})
//
// Nothing is guessed silently, and nothing that is ambiguous is guessed: "Congo" is refused, with COD and COG as the choices.
package importers
