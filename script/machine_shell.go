package script

import "strings"

// shellWords reads a command that a shell would do nothing with but split it
// into words: quotes, escapes and plain variables.
func shellWords(s string, environ []string) (words []string, ok bool) {
	var word strings.Builder
	in, quote := false, byte(0)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case c == '\\' && quote != '\'' && i+1 < len(s) && (quote == 0 || strings.IndexByte("\\\"$`", s[i+1]) >= 0):
			i++
			in = true
			word.WriteByte(s[i])
		case c == '$' && quote != '\'':
			name := shellName(s[i+1:])
			if name == "" {
				return nil, false
			}
			i += len(name)
			in = true
			word.WriteString(lookupEnv(environ, strings.Trim(name, "{}")))
		case quote != 0:
			word.WriteByte(c)
		case c == '\'' || c == '"':
			quote, in = c, true
		case c == ' ' || c == '\t' || c == '\n':
			if in {
				words = append(words, word.String())
				word.Reset()
				in = false
			}
		case strings.IndexByte("|&;<>()`*?[]#~!{}", c) >= 0:
			return nil, false
		default:
			in = true
			word.WriteByte(c)
		}
	}
	if in {
		words = append(words, word.String())
	}
	if len(words) > 0 && words[0] == "exec" {
		words = words[1:]
	}
	return words, quote == 0
}

// shellName is the variable's name that s begins with, braces included.
func shellName(s string) string {
	if strings.HasPrefix(s, "{") {
		if end := strings.IndexByte(s, '}'); end > 1 && shellName(s[1:end]) == s[1:end] {
			return s[:end+1]
		}
		return ""
	}
	n := 0
	for n < len(s) && (s[n] == '_' || s[n] >= 'A' && s[n] <= 'Z' || s[n] >= 'a' && s[n] <= 'z' || n > 0 && s[n] >= '0' && s[n] <= '9') {
		n++
	}
	return s[:n]
}

func lookupEnv(environ []string, name string) string {
	for i := len(environ) - 1; i >= 0; i-- {
		if v, ok := strings.CutPrefix(environ[i], name+"="); ok {
			return v
		}
	}
	return ""
}
