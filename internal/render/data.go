package render

import (
	"xiangwei/internal/date"
	"xiangwei/internal/output"
)

// DataPath is the address of the field dictionary.
const DataPath = "data/index.html"

// DataPage is the field dictionary: what open data the site has and what its columns mean.
type DataPage struct {
	Source, Licence, LicenceURL string
	Sets                        []DataSet
	Files                       []DataFile // of all datasets together
}

// DataSet is the open data of one kind.
type DataSet struct {
	Name, Label, Description string
	Count                    int
	Newest                   date.Stamp // publication of the newest record
	Basis                    []string
	Files                    []DataFile
	Tables                   []DataTable
}

// DataTable is one table of a dataset: its records, or the rows of one of its tables.
type DataTable struct {
	Name, Label string
	Files       []DataFile
	Fields      []DataField
}

// DataFile is a file to download.
type DataFile struct{ Label, Path, Size string }

// DataField is a column as the dictionary describes it.
type DataField struct{ Name, Label, Type, Unit, Rule, Basis string }

// FileSize writes a number of bytes for people.
func FileSize(n int64) string { return size(n) }

// dataJob makes the field dictionary. It states the sizes of the files, so it waits for those who make them.
func (r *run) dataJob() job {
	return job{path: DataPath, group: output.List, name: "data", view: func(v *View) {
		v.Title, v.Description = "开放数据", "本站公开信息的全部数据：下载、字段说明、更新时间和使用许可"
		v.Data = r.Catalogue()
	}}
}
