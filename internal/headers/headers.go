// Package headers owns the security policy of the pages and writes it for servers: as _headers for hosts that read such a
// file, as snippets for nginx and IIS. Pages carry the policy themselves too, so that it holds where nobody can configure
// the server; all of them come from one value and cannot part.
package headers

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
)

// Hash returns the source expression that allows one inline script or style.
func Hash(text []byte) string {
	sum := sha256.Sum256(text)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// Policy is a content security policy: nothing from elsewhere, and no inline code or style but what is listed by its hash.
type Policy struct {
	Scripts, Styles []string // hashes of inline scripts and styles, as Hash returns them
}

// Meta returns the policy as a page states it about itself.
func (p Policy) Meta() string {
	return "default-src 'none'; script-src " + sources(p.Scripts) + "; style-src " + sources(p.Styles) +
		"; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'"
}

// Header returns the policy as a server sends it, for every file of the site: players of screens register a worker, and
// only a header can say who may frame the pages.
func (p Policy) Header() string {
	return p.Meta() + "; worker-src 'self'; frame-ancestors 'self'"
}

func sources(hashes []string) string {
	hashes = slices.Clone(hashes)
	slices.Sort(hashes)
	return strings.Join(append([]string{"'self'"}, slices.Compact(hashes)...), " ")
}

// field is one response header.
type field struct{ name, value string }

func (p Policy) fields() []field {
	return []field{
		{"Content-Security-Policy", p.Header()},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "strict-origin-when-cross-origin"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
	}
}

// forever is for files whose names change with their content.
const forever = "public, max-age=31536000, immutable"

// File is the name of the file of rules in the published folder.
const File = "_headers"

// Rules returns the file _headers.
func (p Policy) Rules() []byte {
	var b strings.Builder
	b.WriteString("/*\n")
	for _, f := range p.fields() {
		fmt.Fprintf(&b, "  %s: %s\n", f.name, f.value)
	}
	fmt.Fprintf(&b, "/theme/*\n  Cache-Control: %s\n", forever)
	return []byte(b.String())
}

// Nginx returns a snippet for a server block of nginx. add_header of a location replaces those of the server, so the
// location of the theme repeats them.
func (p Policy) Nginx() []byte {
	var b strings.Builder
	b.WriteString("# 象魏：放进 nginx 的 server { } 里，root 指向 public 文件夹。由程序生成，不要手改。\n")
	b.WriteString("index index.html;\ncharset utf-8;\nerror_page 404 /404.html;\ngzip on;\ngzip_types text/css text/csv text/javascript application/json application/xml image/svg+xml;\n")
	b.WriteString("location ~ /\\.(?!well-known) { return 404; }\n")
	headers := func(indent string) {
		for _, f := range p.fields() {
			fmt.Fprintf(&b, "%sadd_header %s \"%s\" always;\n", indent, f.name, f.value)
		}
	}
	headers("")
	b.WriteString("location /theme/ {\n")
	headers("    ")
	fmt.Fprintf(&b, "    add_header Cache-Control \"%s\";\n}\n", forever)
	return []byte(b.String())
}

// IIS returns a web.config for the published folder.
func (p Policy) IIS() []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<!-- 象魏：放进 IIS 站点的根文件夹（public）。由程序生成，不要手改。 -->
<configuration>
  <system.webServer>
    <defaultDocument enabled="true"><files><clear /><add value="index.html" /></files></defaultDocument>
    <httpErrors errorMode="Custom" existingResponse="Replace">
      <remove statusCode="404" />
      <error statusCode="404" path="404.html" responseMode="File" />
    </httpErrors>
    <security><requestFiltering><hiddenSegments><add segment=".xiangwei" /></hiddenSegments></requestFiltering></security>
    <httpProtocol><customHeaders>
`)
	for _, f := range p.fields() {
		fmt.Fprintf(&b, "      <add name=\"%s\" value=\"%s\" />\n", f.name, attribute(f.value))
	}
	b.WriteString(`    </customHeaders></httpProtocol>
  </system.webServer>
  <location path="theme">
    <system.webServer><staticContent><clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00" /></staticContent></system.webServer>
  </location>
</configuration>
`)
	return []byte(b.String())
}

func attribute(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return ""
	}
	return b.String()
}
