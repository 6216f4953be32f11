package script

import "strings"

// v8Message turns the engine's wording of one of its own errors into V8's.
func (e *Engine) v8Message(class, msg string) string {
	const read = "Cannot read property '"
	if strings.HasPrefix(msg, read) {
		if i := strings.LastIndex(msg, "' of "); i > 0 {
			return "Cannot read properties of undefined (reading '" + msg[len(read):i] + "')"
		}
	}
	const member = "Object has no member '"
	if strings.HasPrefix(msg, member) {
		return msg[len(member):len(msg)-1] + " is not a function"
	}
	return msg
}
