package export

import (
	"encoding/json"
	"net/url"
	"path"
	"strings"
	"time"

	"xiangwei/internal/output"
)

// Data Package (Frictionless Data, version 2): one descriptor of all CSV files, their columns, source and licence.
type packageFile struct {
	Schema       string               `json:"$schema"`
	Name         string               `json:"name"`
	ID           string               `json:"id,omitempty"`
	Title        string               `json:"title"`
	Description  string               `json:"description,omitempty"`
	Homepage     string               `json:"homepage,omitempty"`
	Created      string               `json:"created"`
	Licenses     []packageLicence     `json:"licenses"`
	Sources      []packageSource      `json:"sources"`
	Contributors []packageContributor `json:"contributors"`
	Resources    []packageResource    `json:"resources"`
}

type packageLicence struct {
	Name  string `json:"name"`
	Path  string `json:"path,omitempty"`
	Title string `json:"title"`
}

type packageSource struct {
	Title string `json:"title"`
	Path  string `json:"path,omitempty"`
}

type packageContributor struct {
	Title string   `json:"title"`
	Roles []string `json:"roles"`
}

type packageResource struct {
	Name        string      `json:"name"`
	Type        string      `json:"type"`
	Title       string      `json:"title"`
	Description string      `json:"description,omitempty"`
	Path        string      `json:"path"`
	Format      string      `json:"format"`
	MediaType   string      `json:"mediatype"`
	Encoding    string      `json:"encoding"`
	Bytes       int64       `json:"bytes"`
	Hash        string      `json:"hash"`
	Dialect     dialect     `json:"dialect"`
	Schema      tableSchema `json:"schema"`
}

type dialect struct {
	Delimiter      string `json:"delimiter"`
	LineTerminator string `json:"lineTerminator"`
	QuoteChar      string `json:"quoteChar"`
	DoubleQuote    bool   `json:"doubleQuote"`
	Header         bool   `json:"header"`
}

const (
	packageProfile = "https://datapackage.org/profiles/2.0/datapackage.json"
	packagePath    = DataFolder + "/datapackage.json"

	// attribution is the Open Definition's word for a licence that asks for attribution and has no name of its own.
	attribution = "other-at"
)

func (r *run) dataPackage(sets [][]*dataset) (output.File, error) {
	s, c := r.site, r.site.Config
	source := publisher(s)
	p := packageFile{
		Schema: packageProfile, Name: packageName(c.URL), Title: c.Title + "开放数据", Description: c.Description,
		Created:      s.AsOf().In(c.Zone).Format(time.RFC3339),
		Licenses:     []packageLicence{{attribution, c.Data.LicenceURL, c.Data.Licence}},
		Sources:      []packageSource{{source, c.URL}},
		Contributors: []packageContributor{{source, []string{"publisher"}}},
	}
	if c.URL != "" {
		p.ID, p.Homepage = address(s, packagePath), address(s, DataFolder+"/index.html")
	}
	for _, list := range sets {
		for _, d := range list {
			f, _ := r.tree.Get(d.path(".csv")) // each dataset has one
			p.Resources = append(p.Resources, resource(d, f))
		}
	}
	data, err := json.Marshal(p)
	return output.File{Data: data}, err
}

func resource(d *dataset, f *output.File) packageResource {
	r := packageResource{
		Name: d.name, Type: "table", Title: d.label, Path: path.Base(f.Path), Format: "csv", MediaType: "text/csv", Encoding: "utf-8",
		Bytes: f.Size(), Hash: "sha256:" + f.Hex(), Dialect: dialect{",", "\r\n", `"`, true, true}, Schema: tableSchemaOf(d),
	}
	if d.table == nil {
		r.Description = d.kind.Description
	}
	return r
}

// packageName makes the host of the site's address the name of the package: such names are of small letters, digits and
// dots.
func packageName(address string) string {
	if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
		return strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
				return r
			}
			return '-'
		}, strings.ToLower(u.Hostname()))
	}
	return "open-data"
}
