package privacy

import (
	"strings"
	"sync"
)

// tag is what the words before a value call it.
type tag uint8

const (
	tagNone    tag = iota
	tagCode        // number of a document, licence or organisation
	tagOfficer     // certificate number of an officer
	tagID
	tagBank
	tagTravel // passport or travel permit
	tagPhone
	tagOffice // an office's telephone or mailbox
	tagAmount
)

type labelEntry struct {
	word string
	tag  tag
}

// labels are looked for in the clause right before a value; the one that ends last wins, then the longest.
var labels = [...]labelEntry{
	{"信用代码", tagCode}, {"机构代码", tagCode}, {"注册号", tagCode}, {"税号", tagCode}, {"识别号", tagCode}, {"登记号", tagCode},
	{"许可证", tagCode}, {"许可证号", tagCode}, {"编号", tagCode}, {"编码", tagCode}, {"文号", tagCode}, {"案号", tagCode}, {"索引号", tagCode},
	{"备案号", tagCode}, {"公网安备", tagCode}, {"网安备", tagCode}, {"订单号", tagCode}, {"单号", tagCode}, {"流水号", tagCode}, {"标识码", tagCode},
	{"序列号", tagCode}, {"条形码", tagCode}, {"条码", tagCode}, {"发票号码", tagCode}, {"发票代码", tagCode}, {"发票号", tagCode}, {"档号", tagCode},
	{"档案号", tagCode}, {"证书号", tagCode}, {"执照号", tagCode}, {"批准文号", tagCode}, {"批号", tagCode}, {"标准号", tagCode}, {"版号", tagCode},
	{"书号", tagCode}, {"刊号", tagCode}, {"ISBN", tagCode}, {"ISSN", tagCode}, {"事项代码", tagCode}, {"代码", tagCode}, {"决定书", tagCode},
	{"受理号", tagCode}, {"登记证", tagCode}, {"备案", tagCode}, {"营业执照", tagCode}, {"设备号", tagCode}, {"型号", tagCode}, {"时间戳", tagCode},
	{"IMEI", tagCode}, {"票号", tagCode}, {"字第", tagCode}, {"No.", tagCode}, {"NO.", tagCode}, {"№", tagCode}, {"货号", tagCode}, {"凭证号", tagCode},
	{"执法证", tagOfficer}, {"执法证号", tagOfficer}, {"执法证件号", tagOfficer}, {"执法证编号", tagOfficer}, {"执法证件编号", tagOfficer},
	{"证件号（执法）", tagOfficer}, {"警号", tagOfficer}, {"工号", tagOfficer}, {"导游证号", tagOfficer}, {"导游证", tagOfficer},
	{"身份证", tagID}, {"身份证号", tagID}, {"身份证号码", tagID}, {"身份号码", tagID}, {"公民身份号码", tagID}, {"身份证件号码", tagID},
	{"证件号码", tagID}, {"证件号", tagID}, {"证号码", tagID}, {"老证", tagID}, {"一代证", tagID}, {"证照号", tagID}, {"居住证", tagID}, {"居留身份证", tagID}, {"sfz", tagID}, {"SFZ", tagID},
	{"身份证编号", tagID}, {"身份证件编号", tagID}, {"证件编号", tagOfficer}, {"证号", tagOfficer}, {"驾驶证号", tagID}, {"驾驶证", tagID}, {"社会保障号码", tagID}, {"身份证明号码", tagID},
	{"银行卡", tagBank}, {"银行卡号", tagBank}, {"卡号", tagBank}, {"账号", tagBank}, {"帐号", tagBank}, {"账户", tagBank}, {"帐户", tagBank},
	{"银行账号", tagBank}, {"借记卡", tagBank}, {"工行卡", tagBank}, {"农行卡", tagBank}, {"建行卡", tagBank}, {"中行卡", tagBank}, {"邮储卡", tagBank}, {"农信卡", tagBank}, {"信用卡", tagBank}, {"储蓄卡", tagBank}, {"存折", tagBank}, {"一卡通", tagBank}, {"工资卡", tagBank},
	{"社保卡", tagBank}, {"社会保障卡", tagBank}, {"建设银行", tagBank}, {"工商银行", tagBank}, {"农业银行", tagBank}, {"中国银行", tagBank}, {"邮储银行", tagBank}, {"农商银行", tagBank}, {"农商行", tagBank}, {"信用社", tagBank}, {"汇款至", tagBank}, {"汇至", tagBank}, {"退到", tagBank}, {"退至", tagBank}, {"存到", tagBank}, {"转至", tagBank}, {"打至", tagBank}, {"银联卡", tagBank}, {"建行", tagBank}, {"工行", tagBank}, {"农行", tagBank}, {"中行", tagBank}, {"交行", tagBank}, {"邮储", tagBank}, {"收款卡", tagBank}, {"汇入", tagBank}, {"转入", tagBank}, {"存入", tagBank}, {"打到", tagBank}, {"转到", tagBank}, {"汇到", tagBank}, {"划入", tagBank}, {"转账至", tagBank}, {"打入", tagBank}, {"开户行", tagBank}, {"支行", tagBank}, {"分行", tagBank}, {"打款", tagBank},
	{"护照", tagTravel}, {"通行证", tagTravel}, {"台胞证", tagTravel}, {"台胞证号", tagTravel}, {"台胞证号码", tagTravel}, {"回乡证号", tagTravel}, {"回乡证号码", tagTravel}, {"残疾证号", tagID}, {"残疾人证号", tagID}, {"回乡证", tagTravel}, {"护照号", tagTravel}, {"护照号码", tagTravel},
	{"台湾居民来往大陆通行证", tagTravel}, {"passport", tagTravel}, {"Passport", tagTravel}, {"PASSPORT", tagTravel}, {"军官证", tagTravel}, {"士兵证", tagTravel},
	{"居留证", tagTravel}, {"通行证号", tagTravel}, {"通行证号码", tagTravel}, {"出入境证件", tagTravel},
	{"电话", tagPhone}, {"手机", tagPhone}, {"手机号", tagPhone}, {"手机号码", tagPhone}, {"电话号码", tagPhone}, {"联系方式", tagPhone},
	{"移动电话", tagPhone}, {"联系电话", tagPhone}, {"致电", tagPhone}, {"拨打", tagPhone}, {"微信", tagPhone}, {"短信", tagPhone}, {"座机", tagPhone},
	{"tel", tagPhone}, {"Tel", tagPhone}, {"TEL", tagPhone}, {"phone", tagPhone}, {"Phone", tagPhone}, {"mobile", tagPhone}, {"Mobile", tagPhone}, {"sms:", tagPhone},
	{"微信号", tagPhone}, {"支付宝", tagPhone}, {"支付宝账号", tagPhone}, {"微信同号", tagPhone}, {"联系人", tagPhone}, {"☎", tagPhone}, {"📱", tagPhone}, {"📞", tagPhone},
	{"咨询电话", tagOffice}, {"监督电话", tagOffice}, {"投诉电话", tagOffice}, {"举报电话", tagOffice}, {"办公电话", tagOffice}, {"服务电话", tagOffice},
	{"值班电话", tagOffice}, {"热线", tagOffice}, {"热线电话", tagOffice}, {"传真", tagOffice}, {"总机", tagOffice}, {"预约电话", tagOffice}, {"报名电话", tagOffice},
	{"单位电话", tagOffice}, {"投诉举报电话", tagOffice}, {"受理电话", tagOffice}, {"救援电话", tagOffice}, {"公开电话", tagOffice}, {"监督举报电话", tagOffice},
	{"咨询", tagOffice}, {"监督", tagOffice}, {"投诉", tagOffice}, {"举报", tagOffice}, {"办公室", tagOffice}, {"值班室", tagOffice}, {"服务台", tagOffice}, {"前台", tagOffice}, {"门卫", tagOffice}, {"咨询热线", tagOffice}, {"办公", tagOffice},
	{"金额", tagAmount}, {"额", tagAmount}, {"万元）", tagAmount}, {"元）", tagAmount}, {"面积", tagAmount}, {"数量", tagAmount}, {"产值", tagAmount}, {"合计", tagAmount}, {"人民币", tagAmount}, {"总额", tagAmount}, {"预算", tagAmount}, {"收入", tagAmount}, {"支出", tagAmount},
}

// labelReach is how many bytes may stand between a label and its value: 号码（必填）： and the like.
const labelReach = 24

// label returns what the words before i call the value at i: in the same clause, in the table cell to the left, in
// the head of the table column, or in the field's own label.
func (s *scanner) label(i int) tag {
	if i != s.labelAt || i == 0 {
		s.labelAt, s.labelTag = i, s.findLabel(i)
	}
	return s.labelTag
}

func (s *scanner) findLabel(i int) tag {
	part, border := s.partBefore(i)
	if docket(part) {
		return tagCode
	}
	if t := lastLabel(part); t != tagNone {
		return t
	}
	if strings.Trim(part, " \u3000*`“\"【「『（(") != "" {
		if strings.ContainsAny(part, " \u3000") && wordy(part) && !anyDigit(part) {
			return lastLabel(blanks.Replace(part)) // 电　话
		}
		return tagNone
	}
	if border < 0 {
		return lastLabel(s.ctx.Field)
	}
	if c := s.text[border]; c == '|' || c == '\t' {
		if t := lastLabel(s.columnHead(i)); t != tagNone {
			return t
		}
		cell, _ := s.partBefore(border)
		return lastLabel(cell)
	}
	if s.text[border] == '\n' {
		above, _ := s.partBefore(border)
		if t := lastLabel(strings.TrimRight(above, "：:为是\r ")); t == tagBank || t == tagID || t == tagPhone || t == tagTravel {
			return t
		}
	}
	return s.listed(i, border)
}

var blanks = strings.NewReplacer(" ", "", "\u3000", "")

// docket reports whether the part ends like the front of a document number: 字〔2024〕第.
func docket(part string) bool {
	part = strings.TrimSuffix(part, "第")
	for _, b := range [...]string{"〕", "］", "】", "字"} {
		if strings.HasSuffix(part, b) {
			return true
		}
	}
	return false
}

// listed returns the label of a list of document or certificate numbers in which i stands after the first: all are of
// one length, so that a telephone after a licence number does not count as one.
func (s *scanner) listed(i, border int) tag {
	end := i
	for end < len(s.text) && isAlnum(s.text[end]) {
		end++
	}
	size := end - i
	for range 20 {
		part, next := s.partBefore(border)
		from := len(part)
		for from > 0 && isAlnum(part[from-1]) {
			from--
		}
		if len(part)-from != size || next < 0 && from == 0 {
			return tagNone
		}
		if from > 0 {
			if t := lastLabel(part[:from]); t == tagCode || t == tagOfficer {
				return t
			}
			return tagNone
		}
		border = next
	}
	return tagNone
}

// partBefore returns the text before i up to the nearest border of a clause or cell, and where that border is; -1
// when the text begins before any border.
func (s *scanner) partBefore(i int) (string, int) {
	from := max(0, i-72)
	k := i
	for k > from {
		k--
		switch c := s.text[k]; c {
		case ',', ';', '\n', '|', '\t', '!', '?':
			return s.text[k+1 : i], k
		case 0x8C, 0x9B, 0x81, 0x82: // last bytes of ， ； 、 。
			if k >= 2 && strings.Contains("，；、。", s.text[k-2:k+1]) {
				return s.text[k+1 : i], k - 2
			}
		}
	}
	if from == 0 {
		return s.text[:i], -1
	}
	return s.text[from:i], from
}

// labelTable holds the labels by their last character.
var labelTable = sync.OnceValue(func() *clueTable {
	t := newClueTable()
	for _, l := range labels {
		t.put(clueWord{l.word, clue{name: int(l.tag)}})
	}
	return t
})

// lastLabel returns the label nearest to the end of the part, if near enough and no number stands between.
func lastLabel(part string) tag {
	if !wordy(part) {
		return tagNone
	}
	table := labelTable()
	for end := len(part); end > 0 && len(part)-end <= labelReach; end = lastRune(part, end) {
		if c, n := table.endOf(part[:end]); n > 0 {
			if anyDigit(part[end:]) {
				return tagNone
			}
			return tag(c.name)
		}
	}
	return tagNone
}

// wordy reports whether the part holds a letter or a Chinese character: without one it is no label, and rows of
// numbers are long.
func wordy(part string) bool {
	for i := range len(part) {
		if part[i] >= 0x80 || isLetter(part[i]) {
			return true
		}
	}
	return false
}

// anyDigit reports whether the text holds digits: then another value stands between label and number.
func anyDigit(s string) bool {
	n := 0
	for i := range len(s) {
		if isDigit(s[i]) {
			n++
		}
	}
	return n > 2
}

// creditLabel reports whether the label before i speaks of a credit or organisation code.
func (s *scanner) creditLabel(i int) bool {
	part, _ := s.partBefore(i)
	return near(part, "信用代码", "机构代码") || near(s.ctx.Field, "信用代码", "机构代码") || near(s.columnHead(i), "信用代码", "机构代码")
}

// clause returns the sentence up to i, at most some forty characters of it.
func (s *scanner) clause(i int) string {
	part := s.text[max(0, i-120):i]
	if k := strings.LastIndexAny(part, "。\n；"); k >= 0 {
		part = part[k:]
	}
	return part
}

// columnHead returns the head cell above i when i stands in a table written with | borders.
func (s *scanner) columnHead(i int) string {
	if s.header < 0 {
		return ""
	}
	line := strings.LastIndexByte(s.text[:i], '\n') + 1
	if line <= s.header {
		return ""
	}
	column := strings.Count(s.text[line:i], "|")
	head := s.text[s.header:line]
	if k := strings.IndexByte(head, '\n'); k >= 0 {
		head = head[:k]
	}
	for ; column > 0; column-- {
		k := strings.IndexByte(head, '|')
		if k < 0 {
			return ""
		}
		head = head[k+1:]
	}
	if k := strings.IndexByte(head, '|'); k >= 0 {
		head = head[:k]
	}
	return strings.TrimSpace(head)
}
