package datapackage_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/datapackage"
	"github.com/summitry/summitry/timeline"
)

// A meeting is a row of our own.
type meeting struct {
	Name string        `csv:"name" table:"key,required" doc:"the meeting"`
	Day  timeline.Date `csv:"day" doc:"its day"`
}

func ExampleWriteDir() {
	dir, err := os.MkdirTemp("", "meetings")
	if err != nil {
		fmt.Println(err)
	}
	defer os.RemoveAll(dir)
	meetings := exporters.NewTable("meetings", "who met", slices.Values([]meeting{{"First", timeline.Date{Year: 2001}}}))
	if err := datapackage.WriteDir(dir, datapackage.Package{Name: "meetings"}, meetings); err != nil {
		fmt.Println(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "datapackage.json"))
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// {
	//   "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
	//   "name": "meetings",
	//   "resources": [
	//     {
	//       "name": "meetings",
	//       "type": "table",
	//       "profile": "tabular-data-resource",
	//       "path": "meetings.csv",
	//       "description": "who met",
	//       "format": "csv",
	//       "mediatype": "text/csv",
	//       "encoding": "utf-8",
	//       "bytes": 20,
	//       "hash": "sha256:c1960e493c0760c9fe7559bbb8e2dcd173727e7e420710a4313c6e4fe3c1b6b8",
	//       "schema": {
	//         "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
	//         "fields": [
	//           {
	//             "name": "name",
	//             "type": "string",
	//             "description": "the meeting",
	//             "constraints": {
	//               "required": true
	//             }
	//           },
	//           {
	//             "name": "day",
	//             "type": "string",
	//             "description": "its day; a day, a month or a year, as precise as it is known",
	//             "constraints": {
	//               "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
	//             }
	//           }
	//         ],
	//         "primaryKey": [
	//           "name"
	//         ],
	//         "missingValues": [
	//           ""
	//         ]
	//       }
	//     }
	//   ]
	// }
}

func ExampleWriteZip() {
	data, err := dataset.Open()
	if err != nil {
		fmt.Println(err)
	}
	about := datapackage.Package{
		Name: "summitry", Version: dataset.Version, Citation: datapackage.Citation(dataset.Cite()),
		Licence: datapackage.Licence{Name: "CC-BY-4.0", Title: "CC BY 4.0", URL: "https://creativecommons.org/licenses/by/4.0/"},
	}
	var b bytes.Buffer
	if err := datapackage.WriteZip(&b, about, exporters.Tables(data.Register)...); err != nil {
		fmt.Println(err)
	}
	folder, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		fmt.Println(err)
	}
	again, err := dataset.Load(folder)
	fmt.Println(len(folder.File), "files;", again.Equal(data.Register), err)
	// Output:
	// 16 files; true <nil>
}
