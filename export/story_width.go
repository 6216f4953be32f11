package export

import (
	"strings"
	"unicode/utf8"
)

// width is how many columns text takes; nothing here is wider than one.
func width(text string) int { return utf8.RuneCountInString(text) }

// fit cuts text to n columns.
func fit(text string, n int) string {
	if width(text) <= n {
		return text
	}
	r := []rune(text)
	return string(r[:max(0, n-1)]) + "…"
}

func pad(text string, n int) string {
	return text + strings.Repeat(" ", max(0, n-width(text)))
}

// wrapped breaks text into lines of at most n columns, less two after the first.
// A word that is longer than a line is broken, too.
func wrapped(text string, n int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		for {
			room := n
			if len(lines) > 0 {
				room -= 2
			}
			room = max(room, 1)
			if joined := strings.TrimPrefix(line+" "+word, " "); width(joined) <= room {
				line = joined
				break
			}
			if line != "" {
				lines, line = append(lines, line), ""
				continue
			}
			r := []rune(word)
			lines, word = append(lines, string(r[:room])), string(r[room:])
		}
	}
	return append(lines, line)
}

// mostLines is how many lines of a column a printed line may take.
const mostLines = 4

// broken breaks text into lines of n columns; those after the first are
// indented by two. What is left over stays in the last one.
func broken(text string, n int) []string {
	if width(text) <= n {
		return []string{text}
	}
	lines := wrapped(text, n)
	if len(lines) > mostLines {
		lines = append(lines[:mostLines-1], strings.Join(lines[mostLines-1:], " "))
	}
	for i := 1; i < len(lines)-1; i++ {
		lines[i] = "  " + lines[i]
	}
	return lines
}

// clean takes what would move the cursor out of a printed line.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r < ' ' || r == 0x7f:
			return '·'
		}
		return r
	}, text)
}
