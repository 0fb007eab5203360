package config

import (
	"net/url"
	"slices"
	"strings"
)

// Data says what is published for machines beside the pages. Everything is made unless the file says otherwise; each part
// can be left out where a site does not need it.
type Data struct {
	Licence    string   `toml:"licence"`     // what readers may do with the data, one sentence
	LicenceURL string   `toml:"licence_url"` // where the whole text of the licence is; may be empty
	Formats    []string `toml:"formats"`     // of the values of DataFormats
	Dictionary bool     `toml:"dictionary"`  // field dictionary, JSON Schemas and datapackage.json
	Twins      bool     `toml:"twins"`       // a JSON file beside each record's page
	Feeds      []string `toml:"feeds"`       // of the values of FeedFormats
	Calendar   bool     `toml:"calendar"`    // ICS files of events
}

// Values of Formats and Feeds.
const (
	FormatCSV  = "csv"
	FormatJSON = "json"
	FormatXLSX = "xlsx"

	FeedAtom = "atom"
	FeedJSON = "json"
)

var (
	dataFormats = []string{FormatCSV, FormatJSON, FormatXLSX}
	feedFormats = []string{FeedAtom, FeedJSON}
)

// defaultData publishes everything. 《政府信息公开条例》 lets even information on request be had free of charge
// (第四十二条) and sets no licence; the sentence asks for no more than attribution.
func defaultData() Data {
	return Data{
		Licence: "可以免费查阅、下载、复制、引用和再利用；请注明来源，不得歪曲原意。",
		Formats: slices.Clone(dataFormats), Dictionary: true, Twins: true, Feeds: slices.Clone(feedFormats), Calendar: true,
	}
}

// Has reports whether open data is published in a format.
func (d Data) Has(format string) bool { return slices.Contains(d.Formats, format) }

// HasFeed reports whether feeds are published in a format.
func (d Data) HasFeed(format string) bool { return slices.Contains(d.Feeds, format) }

// data checks what the file says of open data.
func (r *reader) data() {
	d := &r.cfg.Data
	for _, list := range []struct {
		key    string
		values *[]string
		known  []string
	}{{"formats", &d.Formats, dataFormats}, {"feeds", &d.Feeds, feedFormats}} {
		for i, v := range *list.values {
			if !slices.Contains(list.known, v) {
				r.failAt(i, []string{"data", list.key}, "%s 里只能写 %s，实为 %q", list.key, strings.Join(list.known, "、"), v)
			}
		}
		*list.values = slices.DeleteFunc(*list.values, func(v string) bool { return !slices.Contains(list.known, v) })
	}
	if strings.TrimSpace(d.Licence) == "" {
		r.fail([]string{"data", "licence"}, "licence（数据的使用许可）不能为空")
		d.Licence = defaultData().Licence
	}
	if u, err := url.Parse(d.LicenceURL); d.LicenceURL != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		r.fail([]string{"data", "licence_url"}, "licence_url 须以 https:// 或 http:// 开头，实为 %q", d.LicenceURL)
		d.LicenceURL = ""
	}
}
