package script

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"github.com/dop251/goja/ast"
)

// goja reads \p{…} and \P{…} as plain letters. They are replaced by the ranges
// that they stand for before a pattern is compiled (ECMA-262, table 69 and
// Unicode's own names of categories and scripts).

// hasProperty reports whether a pattern may use property escapes.
func hasProperty(pattern string) bool {
	return strings.Contains(pattern, `\p{`) || strings.Contains(pattern, `\P{`)
}

// expandLiterals expands the properties in a program's literals. Only programs
// whose text has such an escape are searched.
func expandLiterals(p *ast.Program) error {
	return eachNode(reflect.ValueOf(p.Body), func(node any) error {
		if l, ok := node.(*ast.RegExpLiteral); ok {
			return expandLiteral(l)
		}
		return nil
	})
}

func expandLiteral(l *ast.RegExpLiteral) (err error) {
	if strings.ContainsAny(l.Flags, "uv") && hasProperty(l.Pattern) {
		l.Pattern, err = expandProperties(l.Pattern)
	}
	return err
}

// errProperty is V8's message for a property that there is not.
var errProperty = errors.New("Invalid property name") //lint:ignore ST1005 the words are those of the error that scripts see

// expandProperties replaces the property escapes of a pattern with flag u.
func expandProperties(pattern string) (string, error) {
	var out strings.Builder
	inClass := false
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		switch {
		case c == '[':
			inClass = true
		case c == ']':
			inClass = false
		case c == '\\' && i+1 < len(pattern):
			end := strings.IndexByte(pattern[i:], '}')
			if n := pattern[i+1]; n != 'p' && n != 'P' || end < 3 || pattern[i+2] != '{' {
				out.WriteString(pattern[i : i+2])
				i++
				continue
			}
			table, ok := propertyTable(pattern[i+3 : i+end])
			if !ok {
				//lint:ignore ST1005 the words are those of the error that scripts see
				return "", fmt.Errorf("Invalid regular expression: /%s/u: %w", pattern, errProperty)
			}
			writeRanges(&out, table, pattern[i+1] == 'P', !inClass)
			i += end
			continue
		}
		out.WriteByte(c)
	}
	return out.String(), nil
}

// writeRanges writes what is (or is not) in the table as members of a class.
func writeRanges(out *strings.Builder, in func(rune) bool, negated, brackets bool) {
	if brackets {
		out.WriteByte('[')
	}
	start := rune(-1)
	for r := rune(0); r <= unicode.MaxRune+1; r++ {
		if r == 0xD800 {
			r = 0xE000 // surrogates cannot be written
		}
		is := r <= unicode.MaxRune && in(r) != negated
		switch {
		case is && start < 0:
			start = r
		case !is && start >= 0:
			last := r - 1
			if r == 0xE000 {
				last = 0xD7FF
			}
			fmt.Fprintf(out, `\u{%x}-\u{%x}`, start, last)
			start = -1
		}
	}
	if brackets {
		out.WriteByte(']')
	}
}
