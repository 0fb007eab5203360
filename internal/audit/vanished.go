package audit

import (
	"path"
	"slices"
	"strings"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
)

const addressBasis = "国办发〔2017〕47号"

// What is published keeps its address. The last manifest says which addresses of records there were; each must be there
// still, as a page, a redirect or a tombstone.
//
// A record whose display period is over vanishes by law, and one that is dated later again is not public yet: both are
// known by their entries, which are still in the content folder. An entry that is gone cannot tell why. It may have been
// deleted after its period: then its address left the manifest with the first build after the period's end, so deleting
// old files never raises this. Only a file deleted before such a build does, and putting it back for one build mends it.
var (
	ruleVanished = diag.Rule{ID: "site/vanished", Severity: diag.Error, Title: "已公开的网址消失了", Basis: addressBasis,
		Doc: "上次发布时有的文稿网页，这次没有了：文件被删除、改名或移动，或者网址规则变了。收藏和引用它的人会打不开。" +
			"改名的，在新文稿的信息栏写 aliases = [\"旧网址\"]；不再公开的，恢复文件并写 [withdrawn]，原网址保留撤回说明；" +
			"公示期满的文稿先发布一次、待网页自动撤下后再删文件；确要放弃的网址写进 config.toml 的 [links] gone。"}
	ruleUnpublished = diag.Rule{ID: "site/unpublished", Severity: diag.Warning, Title: "已公开的文稿改成了草稿", Basis: addressBasis,
		Doc: "上次发布时公开的文稿现在是草稿，网页将被撤下而没有说明。只是修改的，改好前保留原文；不再公开的，写 [withdrawn]，原网址保留撤回说明。"}

	vanishedRules = []Rule{{Rule: ruleVanished, Also: []diag.Rule{ruleUnpublished}, Run: vanished}}
)

// vanished compares the record pages published last with those of this tree.
func vanished(in *Input) diag.List {
	if len(in.Published) == 0 || len(in.Content.Unread) > 0 { // a page is not gone because its text has a typing error
		return nil
	}
	var lost []string
	for _, p := range in.Published {
		if _, ok := in.Tree.Get(p); !ok && isPage(p) && !slices.Contains(in.Config.Links.Gone, p) {
			lost = append(lost, p)
		}
	}
	if len(lost) == 0 {
		return nil
	}
	entries := make(map[string]*content.Entry, len(in.Content.Entries))
	names := map[string]*content.Entry{}
	for _, e := range in.Content.Entries {
		entries[addressOf(e)] = e
		names[path.Base(addressOf(e))] = e
	}
	var problems diag.List
	for _, p := range lost {
		e := entries[p]
		switch {
		case e == nil:
			problems = append(problems, gone(p, names[path.Base(p)]))
		case e.Record.Envelope.Draft:
			problems = append(problems, e.Problem(ruleUnpublished, []string{"draft"}, "已公开的文稿改成了草稿，网址 %s 将打不开", p).
				WithHint("不再公开的，写 [withdrawn]；只是修改的，去掉 draft = true"))
		}
	}
	return problems
}

// gone is the problem of an address without an entry. moved is an entry of the same name elsewhere, or nil.
func gone(p string, moved *content.Entry) diag.Problem {
	if moved != nil {
		return ruleVanished.At(diag.Pos{File: moved.File, Line: 1}, "已公开的网址 %s 消失了，文稿似乎移到了这里", p).
			WithHint("在信息栏写 aliases = [%q]", p)
	}
	folder := content.Folder + "/" + strings.Split(p, "/")[0]
	return ruleVanished.At(diag.Pos{File: folder}, "已公开的网址 %s 消失了", p).
		WithHint("改名的，在新文稿写 aliases = [%q]；不再公开的，恢复文件并写 [withdrawn]；确要放弃的，写进 %s 的 [links] gone", p, config.File)
}

// addressOf returns where the page of an entry stands, public or not.
func addressOf(e *content.Entry) string {
	if p := e.Record.Envelope.Permalink; p != "" {
		return p
	}
	return e.Section + "/" + e.Record.Kind.Permalink.Expand(e.Record, e.Slug) + ".html"
}
