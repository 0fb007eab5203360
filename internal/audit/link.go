package audit

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"net/url"
	"slices"
	"strings"

	"xiangwei/internal/diag"
)

const linkBasis = "国办秘函〔2019〕19号；国办发〔2017〕47号"

var (
	ruleLinkPage = diag.Rule{ID: "link/page", Severity: diag.Error, Title: "网页里的链接打不开", Basis: linkBasis,
		Doc: "成品网页里的站内链接、锚点、附件和图片都必须存在，大小写一致。正文里写错的，照提示的行改正；出现在许多网页上的，是布局、菜单或信息栏写错了网址。"}
	ruleLinkExternal = diag.Rule{ID: "link/external", Severity: diag.Warning, Title: "外部链接不在允许的范围", Basis: linkBasis,
		Doc: "政府网站一般只链接 gov.cn 网站。链接的网站过期后常被他人注册，变成违法网站。确需链接的，先核实，再在 config.toml 写 [links] allow = [\"主机名\"]，并定期巡查。"}
	ruleLinkHTTP = diag.Rule{ID: "link/http", Severity: diag.Warning, Title: "外部链接没有加密", Basis: linkBasis,
		Doc: "http:// 的网页在途中可以被篡改。对方支持 https:// 的，改成 https://。"}
	ruleLinkText = diag.Rule{ID: "link/text", Severity: diag.Warning, Title: "链接文字没有说明去处", Basis: accessBasis,
		Doc: "读屏用户常常只听一页的链接文字，“点击这里”“更多”听不出去向。写目标的名称，例如“《旅游法》全文”。"}

	ruleLinkOwn = diag.Rule{ID: "link/own", Severity: diag.Warning, Title: "指向本站的完整网址打不开", Basis: linkBasis,
		Doc: "网址在本站地址之下，但本站没有这个网页。同一地址下由别的系统提供的网页，程序看不到，请打开核对；本站的网页请写相对路径，搬家时才不会断。"}

	linkRules = []diag.Rule{ruleLinkPage, ruleLinkOwn, ruleLinkExternal, ruleLinkHTTP, ruleLinkText}
)

// governmental are the hosts a footer must lead to beside gov.cn: the identity mark of party and government sites.
var governmental = []string{"*.gov.cn", "bszs.conac.cn"}

// manifest is published last of all, so it is not in the tree yet.
const manifest = "manifest.json"

// links prepares what links are looked at with.
func (s *pageSet) links() {
	s.allow = append(slices.Clone(governmental), s.in.Config.Links.Allow...)
	s.prefix = "/"
	u, err := url.Parse(s.in.Config.URL)
	if err != nil || u.Host == "" {
		return
	}
	s.prefix = u.Path
	s.own = []string{"https://" + u.Host + u.Path, "http://" + u.Host + u.Path}
}

// startLink looks at <a>.
func (l *pageLook) startLink(t *tag) {
	href, ok := t.attr("href")
	if !ok {
		return
	}
	address := l.address(href)
	_, label := t.attr("aria-label")
	l.link = linkText{open: true, named: label, at: t.end, href: address}
}

// linkTag looks at <link>: what the page needs, and its own address.
func (l *pageLook) linkTag(t *tag) {
	if href, ok := t.attr("href"); ok {
		l.address(href)
	}
}

// source looks at an address from which the page loads something.
func (l *pageLook) source(t *tag, attr string) {
	if src, ok := t.attr(attr); ok {
		l.address(src)
	}
}

// address looks where an address leads, and returns it where it is at fault or leaves the site.
func (l *pageLook) address(raw []byte) string {
	raw = bytes.TrimSpace(raw)
	if len(raw) > 0 && raw[0] == '#' {
		if len(raw) > 1 {
			l.local = append(l.local, raw[1:])
		}
		return ""
	}
	if lead, ok := l.good[string(raw)]; ok {
		l.follow(lead)
		return ""
	}
	href := string(raw)
	switch scheme(href) {
	case "":
		if strings.HasPrefix(href, "//") {
			l.external("https:" + href)
			return href
		}
	case "http", "https":
		rest, ok := l.inside(href)
		if !ok {
			l.external(href)
			return href
		}
		l.internal(ruleLinkOwn, href, "/"+rest, "/")
		return href
	default: // mailto, tel, data: nothing to find
		l.good[href] = lead{}
		return ""
	}
	l.internal(ruleLinkPage, href, href, l.prefix)
	return href
}

// scheme returns what stands before the colon of an absolute address, in lower case.
func scheme(href string) string {
	for i := range len(href) {
		switch href[i] {
		case ':':
			return strings.ToLower(href[:i])
		case '/', '?', '#':
			return ""
		}
	}
	return ""
}

// inside returns the path below the site's root of an absolute address of this very site.
func (s *pageSet) inside(href string) (string, bool) {
	for _, own := range s.own {
		if rest, ok := strings.CutPrefix(href, own); ok {
			return rest, true
		}
	}
	return "", false
}

// internal looks up an address within the site, and raises the rule when it leads nowhere. root is what an address from
// the top begins with.
func (l *pageLook) internal(rule diag.Rule, href, address, root string) {
	name, fragment, _ := strings.Cut(address, "#")
	name, _, _ = strings.Cut(name, "?")
	candidate := l.candidate(unescape(name), root)
	if l.early {
		to := lead{to: nameOf(candidate), inside: true, doubt: name == "" || fragment != ""}
		l.follow(to)
		if len(l.good) < commonLinks || !l.willCome(to.to, candidate) {
			l.good[href] = to // looked up once all pages are made
		}
		return
	}
	fragment = unescape(fragment)
	target, ok := l.resolve(candidate)
	if here := nameOf(candidate); ok {
		l.leads = append(l.leads, here)
	} else {
		l.missed = append(l.missed, here)
	}
	switch {
	case address == "":
		l.raise(finding{rule: ruleLinkPage, message: "链接没有地址", file: l.file})
		return
	case !ok:
		l.raise(finding{rule: rule, message: fmt.Sprintf("链接打不开：%q", href), href: href, file: l.file, target: target})
		return
	case fragment != "" && isPage(target) && !l.hasID(target, fragment) && fragment != "top":
		l.raise(finding{rule: rule, message: fmt.Sprintf("链接的锚点不存在：%q", href), href: href, id: fragment, file: l.file,
			hint: "改成目标网页里有的标题，或删去 # 和后面的文字"})
		return
	}
	good := lead{to: nameOf(candidate), inside: true}
	if fragment != "" && isPage(target) {
		good.by = target
	}
	l.good[href] = good
}

// follow notes where a link that was looked up before leads, for the page in hand.
func (l *pageLook) follow(to lead) {
	if to.by != "" {
		l.ask(to.by)
	}
	if to.inside {
		l.leads = append(l.leads, to.to)
	}
	l.doubt = l.doubt || to.doubt
}

// hasID asks another page for an id.
func (l *pageLook) hasID(target, id string) bool {
	l.ask(target)
	return l.idsOf(target)[id]
}

func unescape(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// idsOf returns the ids of a page that is linked to by id. Only such pages are read a second time, each once.
func (s *pageSet) idsOf(p string) map[string]bool {
	if ids, ok := s.ids.Load(p); ok {
		return ids.(map[string]bool)
	}
	ids := map[string]bool{}
	if f := s.paths[p]; f != nil {
		data, err := f.Content()
		if err != nil {
			s.lose(err)
		}
		scanTags(data, func(t *tag) bool {
			if id, ok := t.attr("id"); ok && !t.close {
				ids[string(id)] = true
			}
			if string(t.name) == "a" {
				if name, ok := t.attr("name"); ok {
					ids[string(name)] = true
				}
			}
			return true
		})
	}
	s.ids.Store(p, ids)
	return ids
}

// fragments looks up where the page leads within itself.
func (l *pageLook) fragments() {
	for _, at := range l.local {
		if l.seen[maphash.Bytes(l.seed, at)] && bytes.IndexByte(at, '%') < 0 {
			continue
		}
		raw := string(at)
		id := unescape(raw)
		if l.seen[maphash.String(l.seed, id)] || id == "top" {
			continue
		}
		if l.early {
			l.doubt = true
			return
		}
		if l.idsOf(l.file.Path)[id] {
			continue
		}
		l.raise(finding{rule: ruleLinkPage, message: fmt.Sprintf("链接的锚点不存在：%q", "#"+raw), href: "#" + raw, id: id, file: l.file,
			hint: "改成本页里有的标题，或删去这个链接"})
	}
}

// external looks at an address that leaves the site.
func (l *pageLook) external(href string) {
	u, err := url.Parse(href)
	if err != nil || u.Hostname() == "" {
		l.raise(finding{rule: ruleLinkPage, message: fmt.Sprintf("链接的网址写法有误：%q", href), href: href, file: l.file, hint: "核对网址"})
		return
	}
	host := strings.ToLower(u.Hostname())
	if !allowed(host, l.allow) {
		l.raise(finding{rule: ruleLinkExternal, message: fmt.Sprintf("外部链接 %s 不在允许的范围", host), href: href, file: l.file,
			hint: fmt.Sprintf("核实后在 config.toml 写 [links] allow = [%q]；不需要的删去", host)})
	}
	if u.Scheme == "http" {
		l.raise(finding{rule: ruleLinkHTTP, message: fmt.Sprintf("外部链接没有加密：%s", href), href: href, file: l.file,
			hint: "对方支持的，改成 https://" + strings.TrimPrefix(href, "http://")})
	}
}

// allowed reports whether a host is one of the list; *.gov.cn stands for gov.cn and everything below it.
func allowed(host string, list []string) bool {
	return slices.ContainsFunc(list, func(pattern string) bool {
		if parent, ok := strings.CutPrefix(pattern, "*."); ok {
			return host == parent || strings.HasSuffix(host, "."+parent)
		}
		return host == pattern
	})
}
