package headers_test

import (
	"encoding/xml"
	"strings"
	"testing"

	"xiangwei/internal/headers"
)

func TestPolicyNamesWhatIsAllowedAndNothingElse(t *testing.T) {
	hash := headers.Hash([]byte("body{}"))
	p := headers.Policy{Styles: []string{hash, hash}}
	want := "default-src 'none'; script-src 'self'; style-src 'self' " + hash + "; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'"
	if got := p.Meta(); got != want {
		t.Errorf("policy\n%s, want\n%s", got, want)
	}
	if !strings.HasPrefix(p.Header(), want+"; ") || !strings.Contains(p.Header(), "frame-ancestors 'self'") {
		t.Errorf("header %q", p.Header())
	}
}

// TestServersAgree reads the policy back from every form it is written in.
func TestServersAgree(t *testing.T) {
	p := headers.Policy{Scripts: []string{headers.Hash([]byte("a"))}, Styles: []string{headers.Hash([]byte("b"))}}
	if want := "  Content-Security-Policy: " + p.Header() + "\n"; !strings.Contains(string(p.Rules()), want) {
		t.Errorf("_headers lacks %q:\n%s", want, p.Rules())
	}
	line := "add_header Content-Security-Policy \"" + p.Header() + "\" always;\n"
	if n := strings.Count(string(p.Nginx()), line); n != 2 {
		t.Errorf("nginx.conf has the policy %d times, want it for the server and for the theme:\n%s", n, p.Nginx())
	}
	var conf struct {
		Added []struct {
			Name  string `xml:"name,attr"`
			Value string `xml:"value,attr"`
		} `xml:"system.webServer>httpProtocol>customHeaders>add"`
	}
	if err := xml.Unmarshal(p.IIS(), &conf); err != nil {
		t.Fatal(err)
	}
	if len(conf.Added) != 5 || conf.Added[0].Name != "Content-Security-Policy" || conf.Added[0].Value != p.Header() {
		t.Errorf("web.config adds %+v", conf.Added)
	}
}
