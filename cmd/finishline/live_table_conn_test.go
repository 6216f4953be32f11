//go:build linux

package main

import "strings"

// switches: Upgrade (RFC 9110, section 7.8) and CONNECT (section 9.3.6), with
// and without listeners.
func switches() []malformedRequest {
	both := func(name string, steps ...any) malformedRequest { return to("plain told switch", name, steps...) }
	const upgrade = "Connection: Upgrade\r\nUpgrade: echo\r\n"
	return []malformedRequest{
		both("upgrade", get+upgrade+"\r\n"),
		both("upgrade with data behind", get+upgrade+"\r\nhello"),
		both("upgrade with a request behind", get+upgrade+"\r\n"+good),
		both("upgrade, then data, then our end", get+upgrade+"\r\n", pause, "hello", pause, fin),
		both("upgrade with a body", post+upgrade+"Content-Length: 3\r\n\r\nabcdef"),
		both("upgrade with chunks", post+upgrade+"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\ntail"),
		both("upgrade with a bad chunk", post+upgrade+"Transfer-Encoding: chunked\r\n\r\nzz"),
		both("upgrade without Connection", get+"Upgrade: echo\r\n\r\n"),
		both("Connection: upgrade without Upgrade", get+"Connection: upgrade\r\n\r\n"),
		both("upgrade in HTTP/1.0", "GET / HTTP/1.0\r\n"+upgrade+"\r\n"),
		both("upgrade without Host", "GET / HTTP/1.1\r\n"+upgrade+"\r\n"),
		both("upgrade to h2c", get+"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"),
		both("a good request, then upgrade", good+get+upgrade+"\r\n"),
		both("CONNECT", "CONNECT b:80 HTTP/1.1\r\nHost: b:80\r\n\r\n"),
		both("CONNECT with data behind", "CONNECT b:80 HTTP/1.1\r\nHost: b:80\r\n\r\nhello"),
		both("CONNECT with a path", "CONNECT /x HTTP/1.1\r\nHost: b\r\n\r\n"),
		both("CONNECT with a body", "CONNECT b:80 HTTP/1.1\r\nHost: b\r\nContent-Length: 3\r\n\r\nabc"),
		both("CONNECT in HTTP/1.0", "CONNECT b:80 HTTP/1.0\r\n\r\n"),
	}
}

// expectations: RFC 9110, section 10.1.1.
func expectations() []malformedRequest {
	both := func(name string, steps ...any) malformedRequest { return to("plain told switch", name, steps...) }
	return []malformedRequest{
		both("Expect: 100-continue", post+"Expect: 100-continue\r\nContent-Length: 3\r\n\r\n", pause, "abc"),
		both("Expect: 100-continue with the body at once", post+"Expect: 100-continue\r\nContent-Length: 3\r\n\r\nabc"),
		both("Expect: 100-Continue in another case", post+"Expect: 100-CONTINUE\r\nContent-Length: 3\r\n\r\nabc"),
		both("Expect: 100-continue without a body", get+"Expect: 100-continue\r\n\r\n"),
		both("Expect: 100-continue in HTTP/1.0", "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc"),
		both("Expect: 100-continue and another", post+"Expect: 100-continue, magic\r\nContent-Length: 3\r\n\r\nabc"),
		both("Expect: magic", get+"Expect: magic\r\n\r\n"),
		both("Expect: magic with a body", post+"Expect: magic\r\nContent-Length: 3\r\n\r\nabc"+good),
		both("Expect empty", get+"Expect:\r\n\r\n"),
		both("Expect that is refused", "POST /refuse HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n", pause, "abc"),
	}
}

// connections: keep-alive, close and pipelining (RFC 9112, section 9).
func connections() []malformedRequest {
	return []malformedRequest{
		bad("two requests at once", good+last),
		bad("two requests, the first one late", "GET /late HTTP/1.1\r\nHost: a\r\n\r\n"+last),
		bad("a good request, then a bad one", good+"BAD\r\n\r\n"),
		bad("a good request, a pause, then a bad one", good, pause, "BAD\r\n\r\n"),
		bad("a late request, then a bad one", "GET /late HTTP/1.1\r\nHost: a\r\n\r\nBAD\r\n\r\n"),
		bad("a bad request, then a good one", "BAD\r\n\r\n"+good),
		bad("a body, then a bad request", post+"Content-Length: 3\r\n\r\nabcBAD"),
		bad("line ends between requests", good+"\r\n\r\n\r\n"+last),
		bad("garbage between requests", good+"??"+last),
		bad("a request behind Connection: close", last+good),
		bad("a request behind Connection: close, later", last, pause, good),
		bad("line ends behind Connection: close", last+"\r\n\r\n"),
		bad("garbage behind Connection: close", last+"garbage"),
		bad("a request behind HTTP/1.0", "GET / HTTP/1.0\r\n\r\n"+good),
		bad("HTTP/1.0 with keep-alive", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"+last),
		bad("Connection: close, keep-alive", get+"Connection: close, keep-alive\r\n\r\n"+good),
		bad("Connection twice", get+"Connection: keep-alive\r\nConnection: close\r\n\r\n"),
		bad("Connection nonsense", get+"Connection: ,, x ,\r\n\r\n"),
		bad("Connection: close without spaces", get+"Connection:close\r\n\r\n"),
		bad("Proxy-Connection: close", get+"Proxy-Connection: close\r\n\r\n"),
		bad("body behind Connection: close", post+"Connection: close\r\nContent-Length: 3\r\n\r\nabc"),
		bad("early answer with Connection: close", "POST /early HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 10\r\n\r\nabc"),
		bad("early answer, then the rest and another", "POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc", pause, "def"+last),
		to("idle", "one request too many", good, pause, good, pause, good),
		to("idle", "one request too many at once", good+good+good),
		to("idle", "keep-alive runs out", good),
	}
}

// cuts: connections that end in the middle.
func cuts() []malformedRequest {
	return []malformedRequest{
		bad("nothing, and our end", fin),
		bad("nothing, and our reset", pause, rst),
		bad("our end inside the method", "GE", fin),
		bad("our end inside the header block", "GET / HTTP/1.1\r\nHost", fin),
		bad("our end behind the header block", get, pause, fin),
		bad("our end behind a request", good, fin),
		bad("our end behind two requests", good+good, fin),
		bad("our end behind a late request", "GET /late HTTP/1.1\r\nHost: a\r\n\r\n", fin),
		bad("our end inside a body", post+"Content-Length: 10\r\n\r\nabc", pause, fin),
		bad("our end inside a chunk", post+"Transfer-Encoding: chunked\r\n\r\na\r\nabc", pause, fin),
		bad("our end before the last chunk", post+"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", pause, fin),
		bad("our end inside the trailers", post+"Transfer-Encoding: chunked\r\n\r\n0\r\nA: b", pause, fin),
		bad("our end behind an early answer", "POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc", pause, fin),
		bad("our end inside the second request", good+"GET / HT", pause, fin),
		bad("our end inside a bad request", "GET / HTTP/1.1\r\nHost: a\r\nBad Name", pause, fin),
		bad("our reset inside the header block", "GET / HTTP/1.1\r\nHost", pause, rst),
		bad("our reset inside a body", post+"Content-Length: 10\r\n\r\nabc", pause, rst),
		bad("our reset inside a chunk", post+"Transfer-Encoding: chunked\r\n\r\na\r\nabc", pause, rst),
		bad("our reset before a late answer", "GET /late HTTP/1.1\r\nHost: a\r\n\r\n", pause/2, rst),
		bad("our reset behind an answer", good, pause, rst),
	}
}

// timeouts: headersTimeout is 400 ms, requestTimeout 800 ms.
func timeouts() []malformedRequest {
	slow := func(name string, steps ...any) malformedRequest { return to("hasty hasty-told", name, steps...) }
	return []malformedRequest{
		slow("nothing is sent"),
		slow("half a header block", "GET / HTTP/1.1\r\nHost: a\r\n"),
		slow("a header block in drops", "GET / ", 2*pause, "HTTP/1.1\r\n", 2*pause, "Host: a\r\n", 2*pause, "\r\n"),
		slow("half a body", post+"Content-Length: 10\r\n\r\nabc"),
		slow("half a chunked body", post+"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"),
		slow("half a body behind an early answer", "POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc"),
		slow("a second request that stops", good+"GET / HTTP/1.1\r\n"),
		slow("a line end and nothing", "\r\n"),
	}
}

// otherProtocols knock at the wrong door.
func otherProtocols() []malformedRequest {
	hello := "\x16\x03\x01\x00\x2f\x01\x00\x00\x2b\x03\x03" + strings.Repeat("\x5a", 32) + "\x00\x00\x02\x13\x01\x01\x00\x00\x00"
	return []malformedRequest{
		bad("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00"),
		bad("HTTP/2 preface in pieces", "PRI * HTTP/2.0\r\n\r\n", pause, "SM\r\n\r\n", pause, "\x00\x00\x00\x04\x00\x00\x00\x00\x00"),
		bad("HTTP/2 preface, broken", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n"),
		bad("HTTP/2 preface behind a request", good+"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
		bad("TLS ClientHello", hello),
		bad("SSH", "SSH-2.0-OpenSSH_9.2\r\n"),
		bad("SMTP", "EHLO a\r\n"),
		bad("PROXY protocol", "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n"+good),
		bad("NULs", strings.Repeat("\x00", 20)),
		bad("a very long line of garbage", strings.Repeat("x", 70000)),
	}
}
