package page_test

import (
	"fmt"
	"strings"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters/page"
)

func ExampleWrite() {
	data, err := dataset.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	var b strings.Builder
	if err := page.Write(&b, data.Register, page.Options{Title: "Summits", Citation: dataset.Cite().Text}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.HasPrefix(b.String(), "<!doctype html>"), strings.Count(b.String(), "<table>"), "matrices")
	// Output: true 5 matrices
}
