//go:build linux

package main

import "strings"

// malformed is the whole table.
func malformed() []malformedRequest {
	var all []malformedRequest
	for _, part := range [][]malformedRequest{requestLines(), fieldLines(), hosts(), limits(), framings(), chunks(), switches(),
		expectations(), lenience(), connections(), cuts(), timeouts(), otherProtocols()} {
		all = append(all, part...)
	}
	return all
}

// bad is sent to a server that answers by itself and to one whose 'clientError'
// listener does.
func bad(name string, steps ...any) malformedRequest {
	return malformedRequest{name: name, steps: steps, on: []string{"plain", "told"}}
}

// to is sent to the named servers only; the names are separated by spaces.
func to(servers, name string, steps ...any) malformedRequest {
	return malformedRequest{name: name, steps: steps, on: strings.Fields(servers)}
}

const (
	get  = "GET / HTTP/1.1\r\nHost: a\r\n"  // a header block to be gone on with
	post = "POST / HTTP/1.1\r\nHost: a\r\n" //
	good = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"
	last = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
)

// requestLines: RFC 9112, section 3.
func requestLines() []malformedRequest {
	line := func(name, line string) malformedRequest { return bad(name, line+"\r\nHost: a\r\n\r\n") }
	return []malformedRequest{
		line("unknown method", "BREW / HTTP/1.1"),
		line("lower-case method", "get / HTTP/1.1"),
		line("method too long", "GETT / HTTP/1.1"),
		line("method too short", "GE / HTTP/1.1"),
		line("method of RTSP", "DESCRIBE / HTTP/1.1"),
		line("protocol RTSP", "OPTIONS / RTSP/1.0"),
		line("QUERY", "QUERY /q HTTP/1.1"),
		line("two spaces before the target", "GET  / HTTP/1.1"),
		line("tab before the target", "GET\t/ HTTP/1.1"),
		line("two spaces before the version", "GET /  HTTP/1.1"),
		line("space inside the target", "GET /a b HTTP/1.1"),
		line("no target", "GET HTTP/1.1"),
		line("empty target", "GET  HTTP/1.1"),
		line("relative target", "GET index.html HTTP/1.1"),
		line("target with a control character", "GET /\x01 HTTP/1.1"),
		line("target with a NUL", "GET /\x00 HTTP/1.1"),
		line("target with DEL", "GET /\x7f HTTP/1.1"),
		line("target with a high byte", "GET /\xe9 HTTP/1.1"),
		line("target with a fragment", "GET /a#b HTTP/1.1"),
		line("target with a quotation mark", "GET /\"<>^`{|} HTTP/1.1"),
		line("absolute form", "GET http://b.example/path?q HTTP/1.1"),
		line("absolute form with two @", "GET http://a@b@c/ HTTP/1.1"),
		line("absolute form of another scheme", "GET ftp://b/ HTTP/1.1"),
		line("absolute form without a host", "GET http:/// HTTP/1.1"),
		line("asterisk", "OPTIONS * HTTP/1.1"),
		line("asterisk with GET", "GET * HTTP/1.1"),
		line("protocol in lower case", "GET / http/1.1"),
		line("another protocol", "GET / FTP/1.1"),
		line("no slash in the version", "GET / HTTP1.1"),
		line("no minor version", "GET / HTTP/1"),
		line("version 1.2", "GET / HTTP/1.2"),
		line("version 2.0", "GET / HTTP/2.0"),
		line("version 3.0", "GET / HTTP/3.0"),
		line("version 0.9 spelled out", "GET / HTTP/0.9"),
		line("version of two digits", "GET / HTTP/1.10"),
		line("version 11.1", "GET / HTTP/11.1"),
		line("version not a number", "GET / HTTP/x.y"),
		line("space behind the version", "GET / HTTP/1.1 "),
		line("empty lines before", "\r\n\r\n\n\rGET / HTTP/1.1"),
		line("space before", " GET / HTTP/1.1"),
		line("HTTP/1.0", "GET / HTTP/1.0"),
		bad("HTTP/0.9", "GET /\r\n"),
		bad("HTTP/0.9 and our end", "GET /\r\n", pause, fin),
		bad("HTTP/0.9 with LF", "GET /\n\n"),
		bad("bare LF behind the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n"),
		bad("bare CR behind the request line", "GET / HTTP/1.1\rHost: a\r\n\r\n"),
		bad("only line ends", "\r\n\r\n\r\n", pause, fin),
		bad("a response", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
		bad("one byte at a time", "G", pause, "ET /", pause, " HTTP/1.1\r", pause, "\nHo", pause, "st: a\r\n\r", pause, "\n"),
		bad("an error in the second piece", "GET / HT", pause, "TQ/1.1\r\n\r\n"),
	}
}

// fieldLines: RFC 9112, section 5.
func fieldLines() []malformedRequest {
	field := func(name, lines string) malformedRequest { return bad(name, get+lines+"\r\n") }
	return []malformedRequest{
		field("no colon", "Broken\r\n"),
		field("space before the colon", "Broken : x\r\n"),
		field("tab before the colon", "Broken\t: x\r\n"),
		field("space before a known name's colon", "Content-Length : 0\r\n"),
		field("empty name", ": x\r\n"),
		field("name with a slash", "a/b: x\r\n"),
		field("name with a NUL", "a\x00b: x\r\n"),
		field("name with a high byte", "\xe9: x\r\n"),
		field("name in quotation marks", "\"a\": x\r\n"),
		field("odd name", "!#$%&'*+-.^_`|~0: x\r\n"),
		field("__proto__", "__proto__: x\r\nconstructor: y\r\n"),
		field("value with a NUL", "a: x\x00y\r\n"),
		field("value with a control character", "a: x\x01y\r\n"),
		field("value with DEL", "a: x\x7fy\r\n"),
		field("value with a high byte", "a: \xff\xe9\r\n"),
		field("value with a tab", "a: x\ty\r\n"),
		field("value with spaces around", "a:  \t x \t \r\n"),
		field("empty value", "a:\r\n"),
		field("value with a bare CR", "a: x\ry\r\n"),
		field("bare LF behind a value", "a: x\nb: y\r\n"),
		field("bare CR behind a value", "a: x\rb: y\r\n"),
		field("bare LF behind an empty value", "a:\nb: y\r\n"),
		field("folded line", "a: x\r\n y\r\n"),
		field("folded line of a tab", "a: x\r\n\ty\r\n"),
		field("folded empty line", "a:\r\n y\r\n"),
		field("folded Content-Length", "Content-Length:\r\n 0\r\n"),
		bad("folded first line", "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
		bad("bare LF at the end", "GET / HTTP/1.1\r\nHost: a\r\n\n"),
		bad("bare LF all over", "GET / HTTP/1.1\nHost: a\n\n"),
		bad("bare CR at the end", get+"\r", pause, "x"),
		bad("a second request in a value", get+"a: GET / HTTP/1.1\r\n\r\n"+good),
		bad("many equal fields", get+strings.Repeat("Cookie: a=b\r\n", 3)+"X: 1\r\nX: 2\r\nAge: 1\r\nAge: 2\r\n\r\n"),
	}
}

// hosts: RFC 9112, section 3.2.
func hosts() []malformedRequest {
	return []malformedRequest{
		to("plain told hostless", "no Host", "GET / HTTP/1.1\r\n\r\n"),
		to("plain told hostless", "no Host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n"),
		to("plain told hostless", "no Host and a body", "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"),
		to("plain told hostless", "no Host, then a good request", "GET / HTTP/1.1\r\n\r\n"+good),
		bad("no Host in the absolute form", "GET http://a/ HTTP/1.1\r\n\r\n"),
		bad("empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
		bad("Host twice", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
		bad("bad Host", "GET / HTTP/1.1\r\nHost: a b/c@d\r\n\r\n"),
	}
}

// limits: RFC 6585, section 5.
func limits() []malformedRequest {
	long := strings.Repeat("a", 20000)
	return []malformedRequest{
		bad("target too long", "GET /"+long+" HTTP/1.1\r\nHost: a\r\n\r\n"),
		bad("field name too long", get+long+": x\r\n\r\n"),
		bad("value too long", get+"a: "+long+"\r\n\r\n"),
		bad("value just short enough", get+"a: "+strings.Repeat("a", 16383-1-len("/Hosta"))+"\r\n\r\n"),
		bad("value just too long", get+"a: "+strings.Repeat("a", 16384-1-len("/Hosta"))+"\r\n\r\n"),
		bad("value too long in pieces", get+"a: "+long[:10000], pause, long[:10000], pause, "\r\n\r\n"),
		bad("a thousand fields", get+strings.Repeat("a: x\r\n", 999)+"\r\n"),
		bad("a thousand and one", get+strings.Repeat("a: x\r\n", 1000)+"\r\n"),
		bad("two thousand fields", get+strings.Repeat("a: x\r\n", 2000)+"\r\n"),
		to("small", "small limit kept", get+"a: "+strings.Repeat("a", 200)+"\r\n\r\n"),
		to("small", "small limit broken", get+"a: "+strings.Repeat("a", 300)+"\r\n\r\n"),
		to("small", "small limit broken by the target", "GET /"+strings.Repeat("a", 300)+" HTTP/1.1\r\nHost: a\r\n\r\n"),
		to("small", "small limit broken by a trailer", post+"Transfer-Encoding: chunked\r\n\r\n0\r\na: "+strings.Repeat("a", 300)+"\r\n\r\n"),
		bad("trailer too long", post+"Transfer-Encoding: chunked\r\n\r\n0\r\na: "+long+"\r\n\r\n"),
		bad("chunk extension too long", post+"Transfer-Encoding: chunked\r\n\r\n2;"+long+"\r\nab\r\n0\r\n\r\n"),
	}
}
