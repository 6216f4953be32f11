package paint

import (
	"strings"
	"unicode/utf8"

	"finishline/scene"
)

// Elide shortens a text to the room that it has.
func Elide(s string, room, size float32, f scene.Face) string {
	if f.Width(s, size) <= room {
		return s
	}
	room -= f.Width("…", size)
	for i, n := 0, 0; i < len(s); i += n {
		_, n = utf8.DecodeRuneInString(s[i:])
		if room -= f.Width(s[i:i+n], size); room < 0 {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}

// Wrap breaks a text at spaces into lines that fit the room; a word that does
// not fit is broken anywhere.
func Wrap(s string, room, size float32, f scene.Face) []string {
	var lines []string
	for s != "" {
		cut, space := len(s), -1
		left := room
		for i, n := 0, 0; i < len(s); i += n {
			_, n = utf8.DecodeRuneInString(s[i:])
			if left -= f.Width(s[i:i+n], size); left < 0 && i > 0 {
				cut = i
				break
			}
			if s[i] == ' ' {
				space = i
			}
		}
		if cut < len(s) && space > 0 {
			cut = space
		}
		lines = append(lines, s[:cut])
		s = strings.TrimLeft(s[cut:], " ")
	}
	return lines
}

// Clean makes a text from a script one line of valid UTF-8, as measuring and
// drawing want it.
func Clean(s string) string {
	if !strings.ContainsFunc(s, unprintable) && utf8.ValidString(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unprintable(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "�"))
}

func unprintable(r rune) bool { return r < ' ' || r == 0x7f }
