package vegalite

import "flag"

// Update writes the golden files anew.
var Update = flag.Bool("update", false, "write the golden files")

var (
	Together = together
	Wrap     = wrap
	Balanced = balanced
	Names    = names[string]
)
