// Package privacy finds personal data in text and masks it: ID and bank card numbers, telephone numbers, travel
// documents, number plates, private addresses, names of natural persons, minors and personal accounts.
//
// It is pure: text in, findings out. Whoever holds text (fields, bodies, table rows, file names, text drawn out of
// attachments) calls Find or FindCells, says in a Context what is public by design at that place, and turns findings
// into problems with its own positions. The package knows nothing of files, kinds or pages.
//
// Two things decide a finding: a shape that can be checked (check digit, real date, issuer prefix), and the words
// around it. Disguises are undone first: full-width and Chinese digits, character references, zero-width characters,
// blanks, hyphens, emphasis marks, line breaks and table borders inside a number. Sources: GB 11643-1999 (ID numbers),
// GB 32100-2015 (credit codes), GA 36-2018 (number plates), 个人信息保护法第二十八条 (minors), 行政处罚法第五十条.
package privacy

import (
	"cmp"
	"slices"

	"xiangwei/internal/diag"
)

// Kind names what sort of personal data a finding is.
type Kind string

// The kinds of personal data that are looked for.
const (
	IDNumber   Kind = "id-number"     // 18 characters, residence permits of Hong Kong, Macao and Taiwan residents included
	IDNumber15 Kind = "id-number-15"  // the old form without century and check digit
	Mobile     Kind = "mobile"        // mobile telephone number
	Landline   Kind = "landline"      // fixed line that is not an office's
	BankCard   Kind = "bank-card"     // card or account number
	Passport   Kind = "passport"      // passport number
	Permit     Kind = "travel-permit" // travel and residence documents other than passports
	Plate      Kind = "plate"         // number plate of a vehicle
	Address    Kind = "address"       // private address below township or street
	Name       Kind = "name"          // unmasked name of a natural person in a party's place
	Minor      Kind = "minor"         // name of a person under 18
	WeChat     Kind = "wechat"        // personal WeChat account
	QQ         Kind = "qq"            // personal QQ number
	Email      Kind = "email"         // personal mailbox
)

// Finding is one piece of personal data. Start and End are byte offsets into the text as given, always on character
// borders. Certain tells a proven or plainly labelled value from one that merely has the shape; Rule carries the
// matching severity: Error when certain, Warning when not.
type Finding struct {
	Kind       Kind
	Start, End int
	Masked     string // safe to print: no run of six digits, of a name only the surname
	Certain    bool
	Rule       diag.Rule
}

// Allow is a set of things that are public by design where the text stands.
type Allow uint8

// The allowances.
const (
	AllowOfficePhone   Allow = 1 << iota // landlines are an office's: contact blocks, footers
	AllowOfficerNumber                   // numbers are certificate numbers of enforcement officers
	AllowCode                            // numbers name organisations, licences or documents: credit code, docket, index number
	AllowContactMail                     // mailboxes are an office's, whoever hosts them
	AllowAddress                         // addresses are an office's or a venue's
	AllowPlate                           // number plates are public: official vehicles, tour coaches
	AllowMaskedMinor                     // the style 张某X（17岁） is accepted
)

// NamePolicy says which names of natural persons may stand unmasked after a party's label.
type NamePolicy uint8

// The policies for names; the zero value is the strictest. Minors' names are never shown.
const (
	NamesMasked          NamePolicy = iota // no name may stand unmasked
	RepresentativesShown                   // a firm's representative and operator may be shown, other parties not
	NamesShown                             // names are public here: officer lists, appointments
)

// Context says where the text stands. The zero Context is the strictest: running text in which nothing is public.
type Context struct {
	Field string // label of the field or column, read as if it stood before the text: 身份证号, 许可证编号
	Allow Allow
	Names NamePolicy
	Year  int // in which the text was published, 0 when unknown: who was a minor depends on it
}

// Find returns the personal data in the text, in order, without overlaps. It allocates nothing when it finds nothing
// and the text holds no disguised characters.
func Find(text string, ctx Context) []Finding { return (*Reader)(nil).Find(text, ctx) }

func (r *Reader) find(text string, ctx Context) []Finding {
	s := scanner{text: text, ctx: ctx, reader: r}
	if found, plain := s.run(); plain {
		return found
	}
	folded, spans := fold(text)
	s = scanner{text: folded, ctx: ctx, reader: r, folded: true}
	found, _ := s.run()
	for i := range found {
		found[i].Start, found[i].End = spans[found[i].Start].start, spans[found[i].End-1].end
	}
	return found
}

// short reports whether the text is too little for any number and has no letters: most cells of tables.
func short(text string) bool {
	digits := 0
	if len(text) > maxShort {
		return false
	}
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 0x80, isLetter(c), c == '&', c == '%':
			return false
		case isDigit(c):
			if digits++; digits == leastDigits {
				return false
			}
		}
	}
	return true
}

const (
	leastDigits = 5  // of the shortest number looked for, a QQ number
	maxShort    = 40 // longer texts are seldom without letters
)

// FindInPath returns the personal data in a slash-separated file path. Folder and file names are read like running
// text, except that the dated names of content systems (t20240307_12345678901) are not taken for telephone numbers.
func FindInPath(path string) []Finding { return (*Reader)(nil).FindInPath(path) }

// FindInPath is the function FindInPath.
func (r *Reader) FindInPath(path string) []Finding { return r.Find(path, Context{}) }

// settle orders the findings and drops the weaker of two that overlap.
func settle(found []Finding) []Finding {
	if len(found) < 2 {
		return found
	}
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(rank(a), rank(b)))
	})
	out := found[:1]
	for _, f := range found[1:] {
		last := &out[len(out)-1]
		switch {
		case f.Start >= last.End:
			out = append(out, f)
		case rank(f) < rank(*last), rank(f) == rank(*last) && f.Certain && !last.Certain && (f.Kind == Name || f.Kind == Address || f.End >= last.End):
			*last = f
		}
	}
	return out
}

// rank orders overlapping findings: the one that says more about the person comes first.
func rank(f Finding) int {
	switch f.Kind {
	case Minor:
		return 0
	case Email, WeChat:
		return 1
	case Name, Address:
		return 3
	}
	return 2
}
