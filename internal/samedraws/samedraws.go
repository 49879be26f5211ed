// Package samedraws makes property tests draw the same cases in each run, so that a change that passes here passes everywhere. Tests
// import it for that alone. Ask for other cases with -rapid.seed or RAPID_SEED, and for more of them with -rapid.checks.
package samedraws

import (
	"flag"

	_ "pgregory.net/rapid" // defines the flag
)

func init() {
	if seed := flag.Lookup("rapid.seed").Value; seed.String() == "0" {
		if err := seed.Set("1"); err != nil {
			panic(err)
		}
	}
}
