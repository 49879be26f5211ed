package graph

import (
	"bufio"
	"fmt"
	"io"
)

// WriteGEXF writes a graph as GEXF 1.3, for Gephi. A column named label is the label of a node or edge, a number named weight the
// weight of an edge; the others are attributes with the types integer, double, boolean and string, and an empty cell is none. Errors
// are as of [WriteGraphML].
//
// networkx 2.8 knows GEXF 1.2 alone: let it read GraphML, or change the namespace to http://www.gexf.net/1.2draft.
func WriteGEXF(w io.Writer, g Graph) error {
	nodes, edges, err := g.sides()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w) // it keeps its first error for Flush
	fmt.Fprintf(out, `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <meta>
    <creator>summitry</creator>
    <description>%s; %s</description>
  </meta>
  <graph defaultedgetype="undirected" idtype="string">
`, escape(g.Nodes.Doc()), escape(g.Edges.Doc()))

	// What is written as an attribute of the element itself.
	own := map[string][]string{"node": {"label"}, "edge": {"label"}}
	if edges.has("weight", "integer", "number") {
		own["edge"] = append(own["edge"], "weight")
	}
	types := map[string]string{"integer": "integer", "number": "double", "boolean": "boolean"}
	for _, s := range []side{nodes, edges} {
		fmt.Fprintf(out, "    <attributes class=\"%s\">\n", s.class)
		for i, c := range s.attributes(own[s.class]...) {
			typ, ok := types[c.Type]
			if !ok {
				typ = "string"
			}
			fmt.Fprintf(out, "      <attribute id=\"%d\" title=\"%s\" type=\"%s\"/>\n", i, escape(c.Name), typ)
		}
		fmt.Fprint(out, "    </attributes>\n")
	}
	rest := func(s side, cells []string) {
		for _, name := range own[s.class] {
			if text := s.cell(cells, name); text != "" {
				fmt.Fprintf(out, " %s=\"%s\"", name, escape(text))
			}
		}
		fmt.Fprint(out, ">\n        <attvalues>\n")
		for i := range s.attributes(own[s.class]...) {
			if cells[i] != "" {
				fmt.Fprintf(out, "          <attvalue for=\"%d\" value=\"%s\"/>\n", i, escape(cells[i]))
			}
		}
		fmt.Fprintf(out, "        </attvalues>\n      </%s>\n", s.class)
	}
	fmt.Fprint(out, "    <nodes>\n")
	err = walk(nodes, edges, func(cells []string) {
		fmt.Fprintf(out, "      <node id=\"%s\"", escape(cells[0]))
		rest(nodes, cells)
	}, func() {
		fmt.Fprint(out, "    </nodes>\n    <edges>\n")
	}, func(cells []string) {
		fmt.Fprintf(out, "      <edge source=\"%s\" target=\"%s\"", escape(cells[0]), escape(cells[1]))
		rest(edges, cells)
	})
	if err != nil {
		return err
	}
	fmt.Fprint(out, "    </edges>\n  </graph>\n</gexf>\n")
	return out.Flush()
}
