package verdict

import (
	"strconv"
	"strings"

	"finishline/sim"
)

// label names an exchange as people do: "GET / (stream 1)".
func (d *draft) label(f *fold) string {
	var name string
	switch {
	case d.plain():
		return "connection " + strconv.Itoa(d.Connection)
	case d.req != nil && d.req.head != 0:
		name, _, _ = strings.Cut(d.req.headText, " HTTP/")
	case d.reqIn != nil:
		name = d.reqIn.headText
	case d.Protocol == "http/1.1":
		name = "a request"
	case d.up != nil && d.up.call != 0:
		name = requestLine(f.text(f.t.At(d.up.call).Text))
	}
	if d.Protocol != "h2" {
		return name
	}
	stream := "stream " + strconv.FormatInt(d.Stream, 10)
	switch {
	case d.Stream == 0:
		stream = "no stream yet"
	case d.Stream%2 == 0:
		stream = "pushed, " + stream
	}
	if name == "" {
		return stream
	}
	return name + " (" + stream + ")"
}

// requestLine is the method and path in a summary of request headers.
func requestLine(summary string) string {
	if summary == "" {
		return "GET /"
	}
	words := strings.Fields(strings.ReplaceAll(summary, ",", ""))
	method, path := "GET", ""
	for i := 0; i+1 < len(words); i++ {
		switch words[i] {
		case ":method":
			method = words[i+1]
		case ":path":
			path = words[i+1]
		}
	}
	switch {
	case strings.Contains(summary, "…"), words[0] == "array":
		return path
	case path == "":
		path = "/"
	}
	return method + " " + path
}

// bytes is an amount for people.
func bytes(n int64) string {
	if n == 1 {
		return "1 byte"
	}
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && n >= 10000; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s + " bytes"
}

// receiver is how a sentence names an object.
func (f *fold) receiver(id sim.ObjID) string {
	switch f.class[id] {
	case h2Session, h2Native:
		return "session"
	case h2Stream, h2NativeStream:
		return "stream"
	case compatResponse, serverResponse:
		return "response"
	case compatRequest, clientRequest:
		return "request"
	case incomingMessage:
		if e := f.at(id); e != nil && !e.server {
			return "response"
		}
		return "request"
	case netServer:
		return "server"
	case netSocket, handle, kernelSocket:
		return "socket"
	}
	if id == 0 {
		return "process"
	}
	return strings.ToLower(f.t.String(f.t.Object(id).Kind))
}

// side is which side an object is on: "server's ", "client's ", or "" if that is
// no matter.
func (f *fold) side(id sim.ObjID) string {
	switch f.class[id] {
	case netServer, serverResponse, compatRequest, compatResponse:
		return "" // only servers have these
	case clientRequest:
		return "client's "
	case h2Session, h2Stream, netSocket:
		switch f.name(id) {
		case "server":
			return "server's "
		case "client":
			return "client's "
		}
	}
	if e := f.at(id); e != nil {
		if e.server {
			return "server's "
		}
		return "client's "
	}
	return ""
}

// callName is "response.end()".
func (f *fold) callName(id sim.RecordID) string {
	r := f.t.At(id)
	name := f.text(r.Name)
	if r.Obj == 0 && name == "destroy" {
		return "agent.destroy()"
	}
	arg := ""
	if text := f.text(r.Text); name == "close" && f.class[r.Obj] == h2Stream && text != "" {
		arg = text // the code
	}
	return f.receiver(r.Obj) + "." + name + "(" + arg + ")"
}

// callPhrase is "the server's session.close() (line 17)".
func (f *fold) callPhrase(id sim.RecordID) string {
	r := f.t.At(id)
	s := f.callName(id)
	if side := f.side(r.Obj); side != "" {
		s = "the " + side + s
	}
	if r.Line != 0 {
		s += " (line " + strconv.Itoa(int(r.Line)) + ")"
	}
	return s
}

// event is "response 'finish'".
func (f *fold) event(id sim.RecordID) string {
	r := f.t.At(id)
	if r.Obj == 0 {
		return "process '" + f.text(r.Name) + "'"
	}
	return f.receiver(r.Obj) + " '" + f.text(r.Name) + "'"
}

// errno names the errors that a socket meets.
func errno(n int64) string {
	if s := errnos[n]; s != "" {
		return s
	}
	return "errno " + strconv.FormatInt(n, 10)
}

var errnos = map[int64]string{32: "EPIPE", 98: "EADDRINUSE", 101: "ENETUNREACH", 104: "ECONNRESET", 107: "ENOTCONN",
	110: "ETIMEDOUT", 111: "ECONNREFUSED", 113: "EHOSTUNREACH"}

// of is "3 of 5 bytes".
func of(n, all int64) string {
	return strings.TrimSuffix(strings.TrimSuffix(bytes(n), "bytes"), "byte") + "of " + bytes(all)
}
