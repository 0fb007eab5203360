package privacy

import "strings"

// soundLetters are the characters with which names of other languages of the country are written.
var soundLetters = newRuneSet("阿不都买提力江木尔古丽娜汗依热孜西卡德吐逊努拉艾合麦麻赛帕夏肉巴哈马沙塔吉布里比迪亚森玛莎库班萨克斯牙生乌曼伊明拜肯胡音加米孙者祖农扎次仁卓尼旺堆多平措央金顿珠索朗其美格桑嘎朝鲁那日根图雅苏和毕巴特额呼仑琴高娃爱新觉罗启骧叶赫奥登敖其音莫尼戈宝帖穆铁孟恩哈孜铁苏莱曼外帖依克拜合提居玉素甫坦安尼瓦尔凯赛地帕提古勒娅孜妮萨帕热")

// foreigners appends names written with a middle dot: 古丽娜尔·买买提.
func (s *scanner) foreigners(all []person) []person {
	for i := 0; ; {
		k := strings.Index(s.text[i:], "·")
		if k < 0 {
			return all
		}
		k += i
		i = k + len("·")
		start, before := sounds(s.text, k, -1)
		end, behind := sounds(s.text, i, 1)
		if before < 2 || behind < 2 || before > 6 || behind > 7 || masked(s.text, end) {
			continue
		}
		p := person{start: start, end: end, score: 40}
		left, role, office := s.before(start)
		right, _ := tails().startOf(s.text[end:])
		p.score += left.name + right.name
		p.private, p.labelled = left.private+right.private, role
		p.public = office || publicAfter(s.text, end) || inTitle(s.text, start)
		s.weighPlace(&p, role)
		all = append(all, p)
	}
}

// sounds counts the characters of names from i on in a direction and returns where they end.
func sounds(text string, i, direction int) (at, n int) {
	for at = i; n < 8; n++ {
		k := at
		if direction < 0 {
			if at == 0 {
				break
			}
			k = lastRune(text, at)
		}
		r, w := hanzi(text, k)
		if w == 0 || !soundLetters.has(r) {
			break
		}
		at = k
		if direction > 0 {
			at += w
		}
	}
	return at, n
}

// abroad are the characters with which names of other countries are written.
var abroad = newRuneSet("阿尔克斯什米里亚拉特德莱茨雷塞伯顿伦森夫基姆萨纳列诺维卡马尼罗兰西科布鲁巴达曼利费托波洛格哈加杜劳奥比伊丽莎康坦因卢兹欧佩吉铢法普索肯泰弗戈瓦贝希黑默海连")

// fromAbroad reports whether the stretch is part of a longer run of such characters: 克什米尔, 劳斯莱斯.
func fromAbroad(text string, i, j int) bool {
	n := 0
	for k := i; k < j; k += 3 {
		if r, w := hanzi(text, k); w != 3 || !abroad.has(r) {
			return false
		}
		n++
	}
	for k := i; k > 0 && n < 5; n++ {
		k = lastRune(text, k)
		if r, w := hanzi(text, k); w == 0 || !abroad.has(r) {
			break
		}
	}
	for k := j; n < 5; n++ {
		r, w := hanzi(text, k)
		if w == 0 || !abroad.has(r) {
			break
		}
		k += w
	}
	return n > 3
}
