package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// CommonMark lets ** open or close only where a word begins or ends, and finds
// words by spaces and punctuation. Chinese has no spaces, and its punctuation
// stands inside the emphasis as often as outside: **注意：**正文 stays literal.
// These parsers stand ahead of the built-in ones and add the missing permissions
// beside Chinese; they take none away, so all other text is read as before. `_`
// is left alone for the sake of names such as file_name.

// delimiterParser reads runs of one delimiter character.
type delimiterParser struct {
	char  byte
	limit int // longest run that counts, 0 for any
	node  func(consumed int) ast.Node
}

func newEmphasisParser() *delimiterParser {
	return &delimiterParser{char: '*', node: func(n int) ast.Node { return ast.NewEmphasis(n) }}
}

func newStrikeParser() *delimiterParser {
	return &delimiterParser{char: '~', limit: 2, node: func(int) ast.Node { return extast.NewStrikethrough() }}
}

// Trigger implements parser.InlineParser.
func (d *delimiterParser) Trigger() []byte { return []byte{d.char} }

// IsDelimiter implements parser.DelimiterProcessor.
func (d *delimiterParser) IsDelimiter(c byte) bool { return c == d.char }

// CanOpenCloser implements parser.DelimiterProcessor.
func (d *delimiterParser) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

// OnMatch implements parser.DelimiterProcessor.
func (d *delimiterParser) OnMatch(consumed int) ast.Node { return d.node(consumed) }

// Parse implements parser.InlineParser.
func (d *delimiterParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	node := parser.ScanDelimiter(line, before, 1, d)
	if node == nil || d.limit > 0 && (node.OriginalLength > d.limit || before == rune(d.char)) {
		return nil
	}
	after := ' '
	if node.OriginalLength < len(line) {
		after = util.ToRune(line, node.OriginalLength)
	}
	if d.char == '*' && (masking(before, after, node.OriginalLength) || node.OriginalLength < 3 && maskedName(block.Source()[:segment.Start], after)) {
		block.Advance(node.OriginalLength)
		return ast.NewTextSegment(segment.WithStop(segment.Start + node.OriginalLength))
	}
	if wide(before) || wide(after) {
		relax(node, before, after)
	}
	node.Segment = segment.WithStop(segment.Start + node.OriginalLength)
	block.Advance(node.OriginalLength)
	pc.PushDelimiter(node)
	return node
}

// relax lets a run beside Chinese open or close. A run never opens before a
// closing mark nor closes after an opening bracket: （**甲**） keeps its pairs.
func relax(d *parser.Delimiter, before, after rune) {
	spaceBefore, spaceAfter := util.IsSpaceRune(before), util.IsSpaceRune(after)
	if !spaceAfter && !closing(after) {
		d.CanOpen = d.CanOpen || !latinPunct(after) || spaceBefore || util.IsPunctRune(before) || wide(before)
	}
	if !spaceBefore && !opening(before) {
		d.CanClose = d.CanClose || !latinPunct(before) || spaceAfter || util.IsPunctRune(after) || wide(after)
	}
}

// masking reports whether a run of n asterisks hides part of a value (130****0000, 132***0000, 湘A*****) and is no mark: read as
// marks, two masked numbers in a paragraph would lose their asterisks.
func masking(before, after rune, n int) bool {
	return n == 3 && digit(before) && digit(after) || n >= 4 && (digit(before) || digit(after) || wide(before) || wide(after))
}

// families are the family names of most people.
const families = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"

// maskedName reports whether the text before a run of one or two asterisks ends in a family name that stands alone, and
// what follows ends a name: 张**和李**. Such asterisks hide the rest of the name; read as marks, a pair of them would
// vanish and leave what looks like a whole name.
func maskedName(before []byte, after rune) bool {
	family, w := utf8.DecodeLastRune(before)
	if !strings.ContainsRune(families, family) {
		return false
	}
	if rest := before[:len(before)-w]; len(rest) > 0 {
		r, _ := utf8.DecodeLastRune(rest)
		if r == '*' || unicode.Is(unicode.Han, r) && !strings.ContainsRune("和与及由向对系为是人者户主东员客民友子女父母妻夫", r) {
			return false
		}
	}
	return util.IsSpaceRune(after) || strings.ContainsRune("和与及、，。；：）（)(,;:|等系称未于因在是涉经擅的家住某均共同到为不有被没提认表承也都曾已还把将对向从让给并至拒签说述陈供投举反", after)
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

func latinPunct(r rune) bool { return util.IsPunctRune(r) && !wide(r) }
