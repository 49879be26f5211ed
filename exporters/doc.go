// Package exporters writes data sets for notebooks and other programs: tables as CSV, JSON and JSON Lines, and a whole register as
// one nested JSON document.
//
// A [Table] is rows with named, typed and documented columns, taken from the tags of their struct. [Tables] gives those of a
// register; [NewTable] makes one of any rows:
//
//	exporters.WriteCSV(os.Stdout, exporters.NewTable("presences", "who was there", slices.Values(rows)))
//
// [Derived] makes tables of those for notebooks: panels by year, networks, streaks and changes of topics. [Codebook] documents any.
//
// [ReadCSV] reads what [WriteCSV] wrote. Files are UTF-8 with LF, an empty cell is no value, and the same rows give the same bytes.
// Packages parquet and xlsx, below this one, write tables in formats that need a library.
package exporters
