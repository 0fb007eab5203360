package privacy

import "strings"

// steppeNames are the parts Tibetan and Mongolian names are made of; one or two of them are a name.
const steppeNames = "次仁 卓玛 扎西 边巴 尼玛 达瓦 旺堆 多吉 平措 央金 德吉 措姆 顿珠 索朗 其美 格桑 拉姆 白玛 巴桑 普布 丹增 旦增 强巴 仁青 洛桑 罗布 群培 曲珍 曲扎 卓嘎 央宗 贡嘎 贡布 嘎玛 加措 坚赞 桑珠 益西 土登 阿旺 晋美 江村 泽仁 降央 根登 米玛 旺姆 旺杰 顿旦 次旦 次央 次珍 贡觉 赤列 热旦 " +
	"巴特尔 额尔敦 苏日娜 其其格 娜仁 图雅 高娃 萨仁 斯琴 那日松 敖日格乐 朝鲁 孟和 布和 巴图 宝音 达来 格日勒 特木尔 阿古拉 塔娜 敖日格 乌兰其其格 斯日古楞 阿拉坦 哈斯 朝格图 呼格吉勒 苏和 毕力格 乌云 托娅 萨日娜 牧仁 那木拉 阿木古郎 吉日嘎拉 额尔德尼 满都拉"

var steppe = newWords(steppeNames)

// steppeFirst holds the characters these names begin with.
var steppeFirst = func() *runeSet {
	var set runeSet
	for _, one := range strings.Fields(steppeNames) {
		set.add([]rune(one)[0])
	}
	return &set
}()

// words are looked up by their first character.
type words map[string][]string

func newWords(list string) words {
	w := words{}
	for _, one := range strings.Fields(list) {
		w[one[:3]] = append(w[one[:3]], one)
	}
	return w
}

// at returns the length of the longest of the words that stands at i, 0 for none.
func (w words) at(text string, i int) int {
	if i+3 > len(text) {
		return 0
	}
	n := 0
	for _, one := range w[text[i:i+3]] {
		if len(one) > n && strings.HasPrefix(text[i:], one) {
			n = len(one)
		}
	}
	return n
}

// steppeAt appends the Tibetan or Mongolian name that begins at i, and returns where it ends, i when there is none.
func (s *scanner) steppeAt(i int, all []person) ([]person, int) {
	n := steppe.at(s.text, i)
	if n == 0 {
		return all, i
	}
	end, score := i+n, 25
	if m := steppe.at(s.text, end); m > 0 {
		end, score = end+m, 75
	}
	if masked(s.text, end) {
		return all, end
	}
	p := person{start: i, end: end, score: score}
	left, role, office := s.before(i)
	right, _ := tails().startOf(s.text[end:])
	p.score += left.name + right.name
	p.private, p.labelled = left.private+right.private, role
	p.public = office || firmAfter(s.text, end) || publicAfter(s.text, end) || inTitle(s.text, i)
	s.weighPlace(&p, role)
	return append(all, p), end
}
