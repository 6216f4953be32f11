package script

import (
	"strconv"
	"strings"
	"unicode"
)

// categoryNames are the long names of Unicode's general categories.
var categoryNames = map[string]string{
	"Letter": "L", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll", "Titlecase_Letter": "Lt", "Modifier_Letter": "Lm", "Other_Letter": "Lo",
	"Mark": "M", "Combining_Mark": "M", "Nonspacing_Mark": "Mn", "Spacing_Mark": "Mc", "Enclosing_Mark": "Me",
	"Number": "N", "Decimal_Number": "Nd", "digit": "Nd", "Letter_Number": "Nl", "Other_Number": "No",
	"Punctuation": "P", "punct": "P", "Connector_Punctuation": "Pc", "Dash_Punctuation": "Pd", "Open_Punctuation": "Ps", "Close_Punctuation": "Pe",
	"Initial_Punctuation": "Pi", "Final_Punctuation": "Pf", "Other_Punctuation": "Po",
	"Symbol": "S", "Math_Symbol": "Sm", "Currency_Symbol": "Sc", "Modifier_Symbol": "Sk", "Other_Symbol": "So",
	"Separator": "Z", "Space_Separator": "Zs", "Line_Separator": "Zl", "Paragraph_Separator": "Zp",
	"Other": "C", "Control": "Cc", "cntrl": "Cc", "Format": "Cf", "Surrogate": "Cs", "Private_Use": "Co",
}

// propertyTable finds the set that a property escape names.
func propertyTable(name string) (in func(rune) bool, ok bool) {
	of := func(t ...*unicode.RangeTable) (func(rune) bool, bool) {
		return func(r rune) bool { return unicode.IsOneOf(t, r) }, true
	}
	key, value, given := strings.Cut(name, "=")
	if given {
		switch key {
		case "General_Category", "gc":
			if t := category(value); t != nil {
				return of(t)
			}
		case "Script", "sc", "Script_Extensions", "scx": // extensions: the script itself, without what it shares
			if t := unicode.Scripts[value]; t != nil {
				return of(t)
			}
		}
		return nil, false
	}
	if t := category(name); t != nil {
		return of(t)
	}
	if fn := derived[name]; fn != nil {
		return fn, true
	}
	if long := emojiNames[name]; long != "" {
		name = long
	}
	if row := emojiProperties[name]; row != "" {
		return emojiRanges(row), true
	}
	if t := unicode.Properties[name]; t != nil && !strings.HasPrefix(name, "Other_") {
		return of(t)
	}
	return nil, false
}

func category(name string) *unicode.RangeTable {
	if short := categoryNames[name]; short != "" {
		name = short
	}
	return unicode.Categories[name]
}

var emojiNames = map[string]string{"ExtPict": "Extended_Pictographic", "EPres": "Emoji_Presentation"}

// derived are the properties that DerivedCoreProperties.txt computes.
var derived = map[string]func(rune) bool{
	"Any":      func(rune) bool { return true },
	"ASCII":    func(r rune) bool { return r < 0x80 },
	"Assigned": isAssigned, "Alphabetic": alphabetic, "Alpha": alphabetic,
	"Lowercase": func(r rune) bool { return unicode.In(r, unicode.Ll, unicode.Other_Lowercase) },
	"Uppercase": func(r rune) bool { return unicode.In(r, unicode.Lu, unicode.Other_Uppercase) },
	"Math":      func(r rune) bool { return unicode.In(r, unicode.Sm, unicode.Other_Math) },
	"ID_Start":  idStart, "IDS": idStart, "XID_Start": idStart,
	"ID_Continue": idContinue, "IDC": idContinue, "XID_Continue": idContinue,
	"White_Space": unicode.IsSpace, "space": unicode.IsSpace,
	"Emoji_Modifier": emojiModifier, "EMod": emojiModifier,
}

func isAssigned(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.C)
}

func alphabetic(r rune) bool {
	return unicode.In(r, unicode.L, unicode.Nl, unicode.Other_Alphabetic)
}

func idStart(r rune) bool {
	return unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start) && !unicode.In(r, unicode.Pattern_Syntax, unicode.Pattern_White_Space)
}

func idContinue(r rune) bool {
	return idStart(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
}

func emojiModifier(r rune) bool { return 0x1F3FB <= r && r <= 0x1F3FF }

// emojiRanges reads a row of emojiProperties.
func emojiRanges(row string) func(rune) bool {
	t := &unicode.RangeTable{}
	for _, word := range strings.Fields(row) {
		lo, hi, ok := strings.Cut(word, "-")
		if !ok {
			hi = lo
		}
		from, _ := strconv.ParseUint(lo, 16, 32)
		to, _ := strconv.ParseUint(hi, 16, 32)
		t.R32 = append(t.R32, unicode.Range32{Lo: uint32(from), Hi: uint32(to), Stride: 1})
	}
	return func(r rune) bool { return unicode.Is(t, r) }
}
