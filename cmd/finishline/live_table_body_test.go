//go:build linux

package main

import "strings"

// framings: RFC 9112, section 6.
func framings() []malformedRequest {
	body := func(name, lines, body string) malformedRequest { return bad(name, post+lines+"\r\n"+body) }
	const chunked = "Transfer-Encoding: chunked\r\n"
	return []malformedRequest{
		body("Content-Length not a number", "Content-Length: x\r\n", ""),
		body("Content-Length negative", "Content-Length: -1\r\n", ""),
		body("Content-Length with a sign", "Content-Length: +3\r\n", "abc"),
		body("Content-Length in hex", "Content-Length: 0x3\r\n", "abc"),
		body("Content-Length with a fraction", "Content-Length: 3.0\r\n", "abc"),
		body("Content-Length with spaces inside", "Content-Length: 1 2\r\n", "abc"),
		body("Content-Length with space behind", "Content-Length: 3  \r\n", "abc"),
		body("Content-Length with a tab behind", "Content-Length: 3\t\r\n", "abc"),
		body("Content-Length with zeros before", "Content-Length: 0003\r\n", "abc"),
		body("Content-Length as a list", "Content-Length: 3, 3\r\n", "abc"),
		body("Content-Length empty", "Content-Length:\r\n", ""),
		body("Content-Length too large", "Content-Length: 99999999999999999999\r\n", ""),
		body("Content-Length as large as may be", "Content-Length: 18446744073709551615\r\n", "abc"),
		body("Content-Length twice, equal", "Content-Length: 3\r\nContent-Length: 3\r\n", "abc"),
		body("Content-Length twice, different", "Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"),
		body("Content-Length, then chunked", "Content-Length: 3\r\n"+chunked, "3\r\nabc\r\n0\r\n\r\n"),
		body("chunked, then Content-Length", chunked+"Content-Length: 3\r\n", "3\r\nabc\r\n0\r\n\r\n"),
		body("chunked, a field, then Content-Length", chunked+"a: b\r\nContent-Length: 3\r\n", "abc"),
		body("Content-Length 0 with a body", "Content-Length: 0\r\n", "abc"),
		body("body without framing", "", "abc"),
		body("body longer than announced", "Content-Length: 3\r\n", "abcde"),
		body("Transfer-Encoding identity", "Transfer-Encoding: identity\r\n", "abc"),
		body("Transfer-Encoding chunked, identity", "Transfer-Encoding: chunked, identity\r\n", "3\r\nabc\r\n0\r\n\r\n"),
		body("Transfer-Encoding gzip, chunked", "Transfer-Encoding: gzip, chunked\r\n", "3\r\nabc\r\n0\r\n\r\n"),
		body("Transfer-Encoding chunked, gzip", "Transfer-Encoding: chunked, gzip\r\n", "3\r\nabc\r\n0\r\n\r\n"),
		body("Transfer-Encoding gzip", "Transfer-Encoding: gzip\r\n", "abc"),
		body("Transfer-Encoding xchunked", "Transfer-Encoding: xchunked\r\n", "3\r\nabc\r\n0\r\n\r\n"),
		body("Transfer-Encoding chunkedx", "Transfer-Encoding: chunkedx\r\n", "3\r\nabc\r\n0\r\n\r\n"),
		body("Transfer-Encoding CHUNKED", "Transfer-Encoding: CHUNKED\r\n", "3\r\nabc\r\n0\r\n\r\n"),
		body("Transfer-Encoding with a tab behind", "Transfer-Encoding: chunked\t\r\n", "3\r\nabc\r\n0\r\n\r\n"),
		body("Transfer-Encoding with a vertical tab", "Transfer-Encoding: \vchunked\r\n", "3\r\nabc\r\n0\r\n\r\n"),
		body("Transfer-Encoding with a parameter", "Transfer-Encoding: chunked;q=1\r\n", "3\r\nabc\r\n0\r\n\r\n"),
		body("Transfer-Encoding in quotation marks", "Transfer-Encoding: \"chunked\"\r\n", "3\r\nabc\r\n0\r\n\r\n"),
		body("Transfer-Encoding empty", "Transfer-Encoding:\r\n", "abc"),
		body("chunked twice in one line", "Transfer-Encoding: chunked, chunked\r\n", "3\r\nabc\r\n0\r\n\r\n"),
		body("chunked twice in two lines", chunked+chunked, "3\r\nabc\r\n0\r\n\r\n"),
		body("identity, then chunked", "Transfer-Encoding: identity\r\n"+chunked, "3\r\nabc\r\n0\r\n\r\n"),
		body("chunked, then identity", chunked+"Transfer-Encoding: identity\r\n", "3\r\nabc\r\n0\r\n\r\n"),
		bad("chunked in HTTP/1.0", "POST / HTTP/1.0\r\n"+chunked+"\r\n3\r\nabc\r\n0\r\n\r\n"),
		bad("GET with a body", get+"Content-Length: 3\r\n\r\nabc"),
		bad("HEAD with a body", "HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"),
		bad("answer 204", "POST /none HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"),
	}
}

// chunks: RFC 9112, section 7.1.
func chunks() []malformedRequest {
	chunk := func(name, body string) malformedRequest {
		return bad(name, post+"Transfer-Encoding: chunked\r\n\r\n"+body)
	}
	return []malformedRequest{
		chunk("chunk size not hex", "x\r\n"),
		chunk("chunk size negative", "-1\r\nabc\r\n0\r\n\r\n"),
		chunk("chunk size with 0x", "0x3\r\nabc\r\n0\r\n\r\n"),
		chunk("chunk size empty", "\r\nabc\r\n0\r\n\r\n"),
		chunk("chunk size too large", "fffffffffffffffff\r\nabc"),
		chunk("chunk size with zeros before", "0000000000000000000003\r\nabc\r\n0\r\n\r\n"),
		chunk("chunk size with space behind", "3 \r\nabc\r\n0\r\n\r\n"),
		chunk("chunk size with space before", " 3\r\nabc\r\n0\r\n\r\n"),
		chunk("chunk size in both cases", "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n"),
		chunk("chunk size ends with LF", "3\nabc\r\n0\r\n\r\n"),
		chunk("chunk size ends with CR", "3\rabc\r\n0\r\n\r\n"),
		chunk("chunk data too long", "3\r\nabcd\r\n0\r\n\r\n"),
		chunk("chunk data too short", "4\r\nabc\r\n0\r\n\r\n"),
		chunk("chunk data ends with LF", "3\r\nabc\n0\r\n\r\n"),
		chunk("chunk data ends with CR", "3\r\nabc\r0\r\n\r\n"),
		chunk("chunk data ends with nothing", "3\r\nabc0\r\n\r\n"),
		chunk("chunk extension", "3;a=b;c\r\nabc\r\n0;d=\"e;f\"\r\n\r\n"),
		chunk("chunk extension empty", "3;\r\nabc\r\n0\r\n\r\n"),
		chunk("chunk extension with spaces", "3 ; a = b\r\nabc\r\n0\r\n\r\n"),
		chunk("chunk extension ends with LF", "3;a\nabc\r\n0\r\n\r\n"),
		chunk("chunk extension with a bare CR", "3;a\rb\r\nabc\r\n0\r\n\r\n"),
		chunk("chunk extension with a NUL", "3;a\x00\r\nabc\r\n0\r\n\r\n"),
		chunk("chunk extension without a name", "3;=b\r\nabc\r\n0\r\n\r\n"),
		chunk("chunk extension with an open quotation", "3;a=\"b\r\nabc\r\n0\r\n\r\n"),
		chunk("trailers", "3\r\nabc\r\n0\r\nA: b\r\nC: d\r\n\r\n"),
		chunk("trailer without a colon", "0\r\nA\r\n\r\n"),
		chunk("trailer folded", "0\r\nA: b\r\n c\r\n\r\n"),
		chunk("trailer with a bare LF", "0\r\nA: b\n\r\n"),
		chunk("trailer Content-Length", "3\r\nabc\r\n0\r\nContent-Length: 3\r\n\r\n"),
		chunk("trailer Transfer-Encoding", "3\r\nabc\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n"),
		chunk("trailer Host", "3\r\nabc\r\n0\r\nHost: b\r\n\r\n"),
		chunk("a thousand trailers", "0\r\n"+strings.Repeat("a: x\r\n", 1100)+"\r\n"),
		chunk("last chunk missing", "3\r\nabc\r\n"),
		chunk("last line missing", "3\r\nabc\r\n0\r\n"),
		chunk("last chunk of many zeros", "3\r\nabc\r\n0000\r\n\r\n"),
		chunk("last line is LF", "3\r\nabc\r\n0\r\n\n"),
		chunk("garbage behind the last chunk", "3\r\nabc\r\n0\r\n\r\ngarbage"),
		bad("chunks in many pieces", post+"Transfer-Encoding: chunked\r\n\r\n", pause, "3", pause, "\r\na", pause, "bc\r", pause, "\n0\r\n", pause, "\r\n"),
		bad("a good chunk, then a bad one", post+"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", pause, "zz\r\n"),
		bad("bad chunk behind an early answer", "POST /early HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", pause, "zz\r\n"),
	}
}

// lenience: insecureHTTPParser lets all of these pass, or some.
func lenience() []malformedRequest {
	lenient := func(name string, steps ...any) malformedRequest { return to("lenient", "lenient: "+name, steps...) }
	const chunked = "Transfer-Encoding: chunked\r\n"
	return []malformedRequest{
		lenient("bare LF all over", "GET / HTTP/1.1\nHost: a\n\n"),
		lenient("bare CR behind the request line", "GET / HTTP/1.1\rHost: a\r\n\r\n"),
		lenient("bare CR behind a value", get+"a: x\rb: y\r\n\r\n"),
		lenient("value with control characters", get+"a: x\x00\x01\x7fy\r\n\r\n"),
		lenient("name with a slash", get+"a/b: x\r\n\r\n"),
		lenient("space before the colon", get+"a : x\r\n\r\n"),
		lenient("folded line", get+"a: x\r\n y\r\n\r\n"),
		lenient("folded empty line", get+"a:\r\n y\r\n\r\n"),
		lenient("space behind the request line", "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
		lenient("space behind the version", "GET / HTTP/1.1  \r\nHost: a\r\n\r\n"),
		lenient("version 1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n"),
		lenient("unknown method", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n"),
		lenient("Content-Length, then chunked", post+"Content-Length: 3\r\n"+chunked+"\r\n3\r\nabc\r\n0\r\n\r\n"),
		lenient("chunked, then Content-Length", post+chunked+"Content-Length: 3\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
		lenient("Content-Length twice", post+"Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"),
		lenient("Content-Length not a number", post+"Content-Length: x\r\n\r\n"),
		lenient("Transfer-Encoding chunked, identity", post+"Transfer-Encoding: chunked, identity\r\n\r\n3\r\nabc\r\n0\r\n\r\n", pause, fin),
		lenient("Transfer-Encoding gzip", post+"Transfer-Encoding: gzip\r\n\r\nabc", pause, fin),
		lenient("chunked twice", post+chunked+chunked+"\r\n3\r\nabc\r\n0\r\n\r\n"),
		lenient("chunk size with space behind", post+chunked+"\r\n3  \r\nabc\r\n0\r\n\r\n"),
		lenient("chunk size ends with LF", post+chunked+"\r\n3\nabc\n0\n\n"),
		lenient("chunk data ends with LF", post+chunked+"\r\n3\r\nabc\n0\r\n\r\n"),
		lenient("chunk data ends with nothing", post+chunked+"\r\n3\r\nabc0\r\n\r\n"),
		lenient("chunk extension ends with LF", post+chunked+"\r\n3;a=b\nabc\r\n0\r\n\r\n"),
		lenient("chunk size not hex", post+chunked+"\r\nx\r\n"),
		lenient("data behind Connection: close", last+good),
		lenient("header too long", get+"a: "+strings.Repeat("a", 20000)+"\r\n\r\n"),
	}
}
