package graph

import (
	"bufio"
	"fmt"
	"io"
)

// WriteGraphML writes a graph as GraphML 1.0, which igraph, networkx and many others read. Attributes have the names of their columns
// and the types int, double, boolean and string; an empty cell is no attribute. A node that is there twice, an end that is no node, an
// integer of more than 32 bits and a cell that its table refuses are errors.
func WriteGraphML(w io.Writer, g Graph) error {
	nodes, edges, err := g.sides()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w) // it keeps its first error for Flush
	fmt.Fprint(out, `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
`)
	types := map[string]string{"integer": "int", "number": "double", "boolean": "boolean"}
	for _, s := range []side{nodes, edges} {
		for i, c := range s.attributes() {
			typ, ok := types[c.Type]
			if !ok {
				typ = "string"
			}
			fmt.Fprintf(out, "  <key id=\"%s.%d\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"><desc>%s</desc></key>\n",
				s.class, i, s.class, escape(c.Name), typ, escape(c.Doc))
		}
	}
	data := func(s side, cells []string) {
		for i := range s.attributes() {
			if cells[i] != "" {
				fmt.Fprintf(out, "      <data key=\"%s.%d\">%s</data>\n", s.class, i, escape(cells[i]))
			}
		}
		fmt.Fprintf(out, "    </%s>\n", s.class)
	}
	fmt.Fprintln(out, `  <graph id="G" edgedefault="undirected">`)
	err = walk(nodes, edges, func(cells []string) {
		fmt.Fprintf(out, "    <node id=\"%s\">\n", escape(cells[0]))
		data(nodes, cells)
	}, func() {}, func(cells []string) {
		fmt.Fprintf(out, "    <edge source=\"%s\" target=\"%s\">\n", escape(cells[0]), escape(cells[1]))
		data(edges, cells)
	})
	if err != nil {
		return err
	}
	fmt.Fprint(out, "  </graph>\n</graphml>\n")
	return out.Flush()
}
