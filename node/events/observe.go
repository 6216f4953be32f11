package events

// telling are the events that say how something went. Those that depend on how
// bytes were cut (data, drain, readable …) are not among them.
var telling = map[string]bool{
	"connect": true, "connection": true, "secureConnect": true, "session": true, "stream": true, "push": true,
	"request": true, "response": true, "information": true, "continue": true, "checkContinue": true, "upgrade": true,
	"trailers": true, "end": true, "finish": true, "close": true, "error": true, "aborted": true, "abort": true,
	"timeout": true, "goaway": true, "frameError": true, "clientError": true, "sessionError": true, "dropRequest": true,
}

// observe books an event that a program could see, listener or not.
func (e *Emitter) observe(name any) {
	if s, ok := name.(string); ok && telling[s] {
		e.env.World.Observe(s, 1)
	}
}
