package render

import (
	"slices"

	"xiangwei/internal/date"
	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

// DataPath is the address of the field dictionary.
const DataPath = "data/index.html"

const dataView = "data"

// DataPage is the field dictionary: what open data the site has and what its columns mean.
type DataPage struct {
	Source, Licence, LicenceURL string
	Sets                        []DataSet
	Files                       []DataFile // of all datasets together
	Set                         *DataSet   // whose fields this page describes; nil on the page of all sets
}

// DataSet is the open data of one kind.
type DataSet struct {
	Name, Label, Description string
	Count                    int
	Newest                   date.Stamp // publication of the newest record
	Basis                    []string
	Files                    []DataFile
	Tables                   []DataTable
	FieldsPath               string // of the page that describes the fields
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

// dataJobs makes the field dictionary: a page of all open data, and one for the fields of each kind, since all of them
// together are thousands of cells. They state the sizes of the files, so they wait for those who make them.
func (r *run) dataJobs() []job {
	if r.Catalogue == nil {
		return nil
	}
	kinds, _ := r.site.PublicKinds()
	jobs := []job{{path: DataPath, group: output.List, name: dataView, view: func(v *View) {
		v.Title, v.Description = "开放数据", "本站公开信息的全部数据：下载、字段说明、更新时间和使用许可"
		v.Data = r.Catalogue()
	}}}
	for _, k := range kinds {
		jobs = append(jobs, job{path: site.FieldsPath(k.Name), group: output.List, name: dataView, view: func(v *View) {
			v.Title, v.Description = k.Label+"：字段说明", "开放数据“"+k.Label+"”每个字段的名称、类型、单位、要求和依据"
			v.Crumbs = append(v.Crumbs, Link{"开放数据", DataPath})
			v.Data = r.Catalogue()
			if i := slices.IndexFunc(v.Data.Sets, func(s DataSet) bool { return s.Name == k.Name }); i >= 0 {
				v.Data.Set = &v.Data.Sets[i]
			}
		}})
	}
	return jobs
}
