package lib

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Collation is how localeCompare and Intl.Collator order strings: as ICU does
// in English, for Latin text and the common signs. Other scripts follow Latin in
// the order of their code points, which for Greek and Cyrillic is ICU's.
type Collation struct {
	Numeric     bool   // runs of digits count as numbers
	Sensitivity string // base, accent, case, variant (what "" means)
}

// signs are spaces, punctuation and symbols in ICU's order; those in one word
// differ only in the third place.
var signs = signOrder([]string{
	"\u2028", "\u2029", "\t", "\n", "\v", "\f", "\r", "\u0085", " \u00a0\u202f", "‾", "_", "‗", "-", "‐‑", "‒", "–", "—", "―", ",", ";", ":", "!", "‼", "¡", "?", "¿", "‽", ".․", "‥", "…", "·",
	"'‘’‚‛", "‹", "›", "\"“”„‟", "«", "»", "(", ")", "[", "]", "{", "}", "‖", "§", "¶", "@", "*", "/", "\\", "&", "#", "%", "‰", "‱", "†", "‡", "•", "‣", "‧",
	"′", "‵", "‸", "※", "‿", "`", "´", "^", "¯", "¨", "¸", "°", "©", "®", "+", "±", "÷", "×", "<", "=", ">", "¬", "|", "¦", "~", "¤", "¢", "$", "£", "¥",
})

type sign struct{ order, variant uint16 }

func signOrder(words []string) map[rune]sign {
	m := make(map[rune]sign, 128)
	for i, w := range words {
		n := uint16(0)
		for _, r := range w {
			m[r] = sign{uint16(i + 1), n}
			n++
		}
	}
	return m
}

// Letters that are others with a difference in the second place.
var latin = map[rune]struct {
	letters string
	second  rune
}{
	'æ': {"ae", 5}, 'œ': {"oe", 5}, 'ß': {"ss", 5}, 'đ': {"d", 0x335}, 'ð': {"d", 0x336}, 'ħ': {"h", 0x335}, 'ł': {"l", 0x335}, 'ø': {"o", 0x338}, 'ŧ': {"t", 0x335},
}

// accents come in this order, the others after them.
const accents = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307"

// Ranks of what is compared in the first place: signs, other symbols, signs from
// the plus on, other currencies, digits, letters.
const (
	rankSign     = 1 << 8
	rankOther    = 1 << 12
	rankPlus     = 1 << 21
	rankCurrency = 1 << 22
	rankDigit    = 1 << 23
	rankLetter   = 1 << 24
)

// Differences in the third place.
const (
	thirdUpper   = 4
	thirdCompat  = 8  // superscripts, ligatures …
	thirdVariant = 16 // of signs
)

// weight is what a character counts in the three places.
type weight struct{ first, second, third uint32 }

// Compare orders two strings: -1, 0 or 1.
func (c Collation) Compare(a, b string) int {
	if a == b {
		return 0
	}
	x, y := c.weights(a), c.weights(b)
	places := [...]func(weight) uint32{first, second, third}
	switch c.Sensitivity {
	case "base":
		return compareBy(x, y, first)
	case "accent":
		places[2] = second
	case "case":
		places[1], places[2] = caseOf, caseOf
	}
	for _, place := range places {
		if d := compareBy(x, y, place); d != 0 {
			return d
		}
	}
	return 0
}

func first(w weight) uint32  { return w.first }
func second(w weight) uint32 { return w.second }
func third(w weight) uint32  { return w.third }

// caseOf is what is left of the third place where only case counts.
func caseOf(w weight) uint32 {
	if w.first == 0 {
		return 0
	}
	return 1 + w.third&thirdUpper
}

// compareBy compares in one place; what counts nothing there is passed over.
func compareBy(x, y []weight, place func(weight) uint32) int {
	i, j := 0, 0
	for {
		for i < len(x) && place(x[i]) == 0 {
			i++
		}
		for j < len(y) && place(y[j]) == 0 {
			j++
		}
		switch {
		case i == len(x) && j == len(y):
			return 0
		case i == len(x):
			return -1
		case j == len(y):
			return 1
		}
		if p, q := place(x[i]), place(y[j]); p != q {
			if p < q {
				return -1
			}
			return 1
		}
		i, j = i+1, j+1
	}
}

func (c Collation) weights(s string) []weight {
	out := make([]weight, 0, len(s))
	digits := -1 // where the number began that the last weights are
	for _, r := range norm.NFD.String(s) {
		if c.Numeric && unicode.IsDigit(r) {
			if digits < 0 {
				digits = len(out)
				out = append(out, weight{rankDigit, 1, 1}) // how many digits it has
			}
			if n := decimal(r); n > 0 || len(out) > digits+1 {
				out = append(out, weight{rankDigit + 1 + n, 1, 1})
				out[digits].first++
			}
			continue
		}
		digits = -1
		out = appendWeights(out, r)
	}
	return out
}

func appendWeights(out []weight, r rune) []weight {
	if w, ok := signs[r]; ok {
		rank := uint32(rankSign)
		switch {
		case w.order >= signs['¤'].order:
			rank = rankCurrency
		case w.order >= signs['+'].order:
			rank = rankPlus
		}
		return append(out, weight{rank + uint32(w.order), 1, 1 + thirdVariant*uint32(w.variant)})
	}
	lower := unicode.ToLower(r)
	upper := uint32(0)
	if lower != r {
		upper = thirdUpper
	}
	switch {
	case r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
	case unicode.Is(unicode.Mn, r):
		return append(out, weight{0, accent(r), 1})
	case unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r):
		return out
	case r >= 0x30a1 && r <= 0x30f6: // katakana
		return append(out, weight{rankLetter + uint32(r-0x60), 1, 2})
	default:
		if l, ok := latin[lower]; ok {
			return appendEach(out, l.letters, l.second, upper)
		}
		if s := norm.NFKD.String(string(r)); s != string(r) {
			return appendEach(out, s, 0, thirdCompat)
		}
	}
	switch {
	case unicode.IsDigit(r):
		return append(out, weight{rankDigit + 1 + decimal(r), 1, 1})
	case unicode.IsLetter(r):
		return append(out, weight{rankLetter + uint32(lower), 1, 1 + upper})
	case r >= 0x2200 && !unicode.Is(unicode.Sc, r): // mathematical operators, dingbats, emoji
		return append(out, weight{rankPlus + uint32(r), 1, 1})
	case unicode.Is(unicode.Sc, r):
		return append(out, weight{rankCurrency + uint32(r), 1, 1})
	}
	return append(out, weight{rankOther + uint32(r), 1, 1})
}

// appendEach is what a letter counts that stands for several.
func appendEach(out []weight, letters string, second rune, third uint32) []weight {
	for _, x := range letters {
		n := len(out)
		out = appendWeights(out, x)
		if n < len(out) {
			out[n].third += third
		}
		if second != 0 {
			out = append(out, weight{0, accent(second), 1})
			second = 0
		}
	}
	return out
}

// decimal is the value of a digit; every script has its ten in a row.
func decimal(r rune) uint32 {
	zero := r
	for r-zero < 9 && unicode.IsDigit(zero-1) {
		zero--
	}
	return uint32(r - zero)
}

func accent(r rune) uint32 {
	n := uint32(2)
	for _, a := range accents {
		if a == r {
			return n
		}
		n++
	}
	return n + uint32(r)
}
