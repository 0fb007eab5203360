package schema

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"
)

// docNumberType is an official number: 机关代字〔年份〕序号.
type docNumberType struct{}

func (docNumberType) Name() string { return "doc-number" }
func (docNumberType) Doc() string {
	return "文号，年份用〔〕，例如 （某）文综罚字〔2025〕8号"
}
func (docNumberType) Example() string    { return `"（某）文综罚字〔2025〕8号"` }
func (docNumberType) JSON(v Value) any   { return v.text }
func (docNumberType) CSV(v Value) string { return v.text }
func (docNumberType) Form() Form         { return Form{Label: "文号", JSON: "string", Table: "string"} }

// Numbers as bureaus type them: half-width or square brackets, 第, leading zeros; or an order such as 国务院令第713号.
var (
	docNumberForm = regexp.MustCompile(`^(.+?)[〔\[【（(]\s*(\d{4})\s*[〕\]】）)]\s*(?:第|-)?\s*0*(\d+)\s*号?$`)
	orderForm     = regexp.MustCompile(`^.{2,30}令\s*(?:第\s*)?[\d一二三四五六七八九十百〇零]+\s*号$`)
)

// fullBrackets makes (某) and （某） one number, so that a repeat is found.
var fullBrackets = strings.NewReplacer("(", "（", ")", "）", " ", "")

// Parse renders the normal form of GB/T 9704: 〔〕, no 第, no leading zeros.
func (docNumberType) Parse(raw any, f *Field, _ Env) (Value, *Fault) {
	s, bad := wantString(raw, f)
	if bad != nil || s == "" {
		return Value{}, bad
	}
	if m := docNumberForm.FindStringSubmatch(narrow(s)); m != nil {
		return Text(fullBrackets.Replace(strings.TrimSpace(m[1])) + "〔" + m[2] + "〕" + m[3] + "号"), nil
	}
	if orderForm.MatchString(s) {
		return Text(s), nil
	}
	return Value{}, fault(RuleDocNumber, fmt.Sprintf("%s的写法不符：%q", f.Label, s), `写作 机关代字〔2025〕8号，例如 "（某）文综罚字〔2025〕8号"`)
}

// phoneType is an office telephone or a hotline.
type phoneType struct{}

func (phoneType) Name() string       { return "phone" }
func (phoneType) Doc() string        { return "办公电话或服务热线，例如 0999-8000000、12345" }
func (phoneType) Example() string    { return `"0999-8000000"` }
func (phoneType) JSON(v Value) any   { return v.text }
func (phoneType) CSV(v Value) string { return v.text }
func (phoneType) Form() Form         { return Form{Label: "电话", JSON: "string", Table: "string"} }

var (
	phoneForm  = regexp.MustCompile(`^(?:0\d{2,3}-[2-8]\d{6,7}(?:-\d{1,6})?|[2-8]\d{6,7}|1\d{2}|1[0-9]{4}|400-?\d{3}-?\d{4}|800-?\d{3}-?\d{4})$`)
	mobileForm = regexp.MustCompile(`^(?:\+?86)?1[3-9]\d{9}$`)
)

var phoneMarks = strings.NewReplacer("（", "", "）", "-", "(", "", ")", "-", "—", "-", "－", "-")

func (phoneType) Parse(raw any, f *Field, _ Env) (Value, *Fault) {
	s, bad := wantString(raw, f)
	if bad != nil || s == "" {
		return Value{}, bad
	}
	s = phoneMarks.Replace(narrow(s))
	compact := strings.NewReplacer(" ", "", "-", "").Replace(s)
	if mobileForm.MatchString(compact) {
		// The number itself is private: it must not be echoed.
		return Value{}, fault(RulePhone, f.Label+"填了手机号，个人手机号不得公开", "改填办公电话")
	}
	if !phoneForm.MatchString(strings.ReplaceAll(s, " ", "-")) {
		return Value{}, fault(RulePhone, fmt.Sprintf("%s的写法不符", f.Label), "写作 区号-号码，例如 0999-8000000")
	}
	return Text(strings.ReplaceAll(s, " ", "-")), nil
}

// urlType is a web address.
type urlType struct{}

func (urlType) Name() string       { return "url" }
func (urlType) Doc() string        { return "网址，以 https:// 开头" }
func (urlType) Example() string    { return `"https://www.example.gov.cn/"` }
func (urlType) JSON(v Value) any   { return v.text }
func (urlType) CSV(v Value) string { return v.text }
func (urlType) Form() Form {
	return Form{Label: "网址", JSON: "string", Format: "uri", Table: "string"}
}

func (urlType) Parse(raw any, f *Field, _ Env) (Value, *Fault) {
	s, bad := wantString(raw, f)
	if bad != nil || s == "" {
		return Value{}, bad
	}
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return Value{}, fault(RuleURL, fmt.Sprintf("%s不是网址：%q", f.Label, s), "以 https:// 开头写完整的网址")
	}
	return Text(s), nil
}

// TypeFile is the name of the field type whose values are attachments.
const TypeFile = "file"

// fileType is an attachment, by its path relative to the record's file. Whether it exists is checked where the folder
// is known.
type fileType struct{}

func (fileType) Name() string       { return TypeFile }
func (fileType) Doc() string        { return "附件相对于文稿的路径，例如 附件/告知书.pdf" }
func (fileType) Example() string    { return `"files/notice.pdf"` }
func (fileType) JSON(v Value) any   { return v.text }
func (fileType) CSV(v Value) string { return v.text }
func (fileType) Form() Form {
	return Form{Label: "附件的网址", JSON: "string", Format: "uri-reference", Table: "string"}
}

func (fileType) Parse(raw any, f *Field, _ Env) (Value, *Fault) {
	s, bad := wantString(raw, f)
	if bad != nil || s == "" {
		return Value{}, bad
	}
	s = strings.ReplaceAll(s, `\`, "/")
	if clean := path.Clean(s); strings.HasPrefix(s, "/") || clean == ".." || strings.HasPrefix(clean, "../") || strings.Contains(s, ":") {
		return Value{}, fault(RuleFile, fmt.Sprintf("%s须是文稿旁边的文件，实为 %q", f.Label, s), "把附件放在文稿同一文件夹或其下的文件夹里")
	}
	return Text(path.Clean(s)), nil
}

// TypeRef is the name of the field type whose values name other records.
const TypeRef = "ref"

// refType names another record by its path below content/. Whether it exists is checked where all records are known.
type refType struct{}

func (refType) Name() string { return TypeRef }
func (refType) Doc() string {
	return "另一篇文稿相对于 content 的路径，例如 penalties/2025/p-008.md"
}
func (refType) Example() string    { return `"penalties/2025/p-008.md"` }
func (refType) JSON(v Value) any   { return v.text }
func (refType) CSV(v Value) string { return v.text }
func (refType) Form() Form {
	return Form{Label: "本站另一条信息的网址", JSON: "string", Format: "uri-reference", Table: "string"}
}

func (refType) Parse(raw any, f *Field, _ Env) (Value, *Fault) {
	s, bad := wantString(raw, f)
	if bad != nil || s == "" {
		return Value{}, bad
	}
	s = path.Clean(strings.TrimPrefix(strings.ReplaceAll(s, `\`, "/"), "content/"))
	if strings.HasPrefix(s, "/") || s == ".." || strings.HasPrefix(s, "../") || !strings.HasSuffix(s, ".md") {
		return Value{}, fault(RuleRef, fmt.Sprintf("%s须是 content 下的文稿，实为 %s", f.Label, f.show(raw)), "写作 "+f.Name+" = "+refType{}.Example())
	}
	return Text(s), nil
}

// TypeCitation is the name of the field type whose values cite laws.
const TypeCitation = "citation"

// citationType cites a law: 《行政处罚法》第三十三条第一款. It is linked to the statute library where pages are made.
type citationType struct{}

func (citationType) Name() string { return TypeCitation }
func (citationType) Doc() string {
	return "法律条文，写作 《行政处罚法》第三十三条第一款"
}
func (citationType) Example() string    { return `"《行政处罚法》第三十三条第一款"` }
func (citationType) JSON(v Value) any   { return v.text }
func (citationType) CSV(v Value) string { return v.text }
func (citationType) Form() Form         { return Form{Label: "法律条文", JSON: "string", Table: "string"} }

func (citationType) Parse(raw any, f *Field, _ Env) (Value, *Fault) {
	s, bad := wantString(raw, f)
	if bad != nil || s == "" {
		return Value{}, bad
	}
	if open, end := strings.Index(s, "《"), strings.LastIndex(s, "》"); open < 0 || end < open+len("《")+1 {
		return Value{}, fault(RuleText, fmt.Sprintf("%s须写明法律名称并加书名号，实为 %q", f.Label, s), "写作 《行政处罚法》第三十三条第一款")
	}
	return Text(s), nil
}
