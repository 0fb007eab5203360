package audit

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
)

// points writes a number of points: 5, 0.2.
func points(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// Text writes the sheet for people.
func (s *Sheet) Text(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "政府网站检查自查表（国办秘函〔2019〕19号）\n站点：%s　日期：%s\n", s.Site, s.AsOf)
	fmt.Fprintf(b, "\n一、单项否决：%s\n", map[bool]string{true: "有否决项", false: "文稿和网页里没有发现否决项"}[s.Failed()])
	for i, v := range s.Vetoes {
		fmt.Fprintf(b, "  %d. %s：%s\n", i+1, v.Item, v.Verdict)
		for _, e := range v.Evidence {
			fmt.Fprintf(b, "     - %s\n", e)
		}
	}
	fmt.Fprintf(b, "\n二、扣分：参考得分 %s 分（满分 100，不足 60 分不合格；分值为参考分值，可在 config.toml 的 [inspect.points] 里改）\n", points(s.Score()))
	group := ""
	for _, i := range s.Items {
		if i.Group != group {
			group = i.Group
			fmt.Fprintf(b, "  【%s】\n", group)
		}
		lost := "不扣分"
		if i.Lost > 0 {
			lost = fmt.Sprintf("扣 %s 分（%d 处，最多扣 %s 分）", points(i.Lost), i.Findings, points(i.Cap))
		}
		fmt.Fprintf(b, "  %s：%s\n", i.Label, lost)
		for _, e := range i.Evidence {
			fmt.Fprintf(b, "     - %s\n", e)
		}
	}
	fmt.Fprintln(b, "  【须人工核查】")
	for _, m := range s.Manual {
		fmt.Fprintf(b, "  %s\n", m)
	}
	s.steps(b)
	return b.Flush()
}

func (s *Sheet) steps(b *bufio.Writer) {
	fmt.Fprint(b, "\n三、先做什么\n")
	if len(s.First) == 0 {
		fmt.Fprintln(b, "  没有要改的，照常更新即可。")
	}
	for i, step := range s.First {
		fmt.Fprintf(b, "  %d. %s\n     位置：%s\n     %s\n", i+1, step.What, step.Where, step.Why)
	}
}

// SheetVersion is the version of the sheet's JSON document; it grows when a field changes its meaning or goes away.
const SheetVersion = 1

type jsonSheet struct {
	Version   int        `json:"version"`
	Site      string     `json:"site"`
	AsOf      string     `json:"as_of"`
	Veto      bool       `json:"veto"`
	Score     float64    `json:"score"`
	Reference bool       `json:"reference"` // points are for reference
	Vetoes    []jsonVeto `json:"vetoes"`
	Items     []jsonItem `json:"items"`
	Manual    []string   `json:"manual"`
	First     []jsonStep `json:"first"`
}

type jsonVeto struct {
	Item     string   `json:"item"`
	Verdict  string   `json:"verdict"` // passed, failed, unknown
	Evidence []string `json:"evidence"`
}

type jsonItem struct {
	Key      string   `json:"key"`
	Group    string   `json:"group"`
	Label    string   `json:"label"`
	Findings int      `json:"findings"`
	Lost     float64  `json:"lost"`
	Max      float64  `json:"max"`
	Evidence []string `json:"evidence"`
}

type jsonStep struct {
	What  string `json:"what"`
	Where string `json:"where"`
	Why   string `json:"why"`
}

// JSON writes the sheet for programs: one document with the same facts as Text.
func (s *Sheet) JSON(w io.Writer) error {
	doc := jsonSheet{Version: SheetVersion, Site: s.Site, AsOf: s.AsOf, Veto: s.Failed(), Score: s.Score(), Reference: true,
		Manual: s.Manual, First: []jsonStep{}}
	for _, v := range s.Vetoes {
		doc.Vetoes = append(doc.Vetoes, jsonVeto{v.Item, [...]string{"passed", "failed", "unknown"}[v.Verdict], list(v.Evidence)})
	}
	for _, i := range s.Items {
		doc.Items = append(doc.Items, jsonItem{i.Key, i.Group, i.Label, i.Findings, i.Lost, i.Cap, list(i.Evidence)})
	}
	for _, step := range s.First {
		doc.First = append(doc.First, jsonStep(step))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(doc)
}

// list is a list that JSON writes as [] when it is empty.
func list(l []string) []string { return append([]string{}, l...) }
