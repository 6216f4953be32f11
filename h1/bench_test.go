package h1

import (
	"strings"
	"testing"
)

var benchRequests = map[string]string{
	"small": "GET /plaintext HTTP/1.1\r\nHost: localhost\r\nAccept: text/plain\r\nConnection: keep-alive\r\n\r\n",
	"browser": "GET /cookies HTTP/1.1\r\nHost: 127.0.0.1:8090\r\nConnection: keep-alive\r\nCache-Control: max-age=0\r\n" +
		"Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n" +
		"User-Agent: Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.17 (KHTML, like Gecko) Chrome/24.0.1312.56 Safari/537.17\r\n" +
		"Accept-Encoding: gzip,deflate,sdch\r\nAccept-Language: en-US,en;q=0.8\r\n" +
		"Accept-Charset: ISO-8859-1,utf-8;q=0.7,*;q=0.3\r\nCookie: name=wookie\r\n\r\n",
	"chunked": "POST /upload HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" +
		"10\r\n0123456789abcdef\r\n20\r\n0123456789abcdef0123456789abcdef\r\n0\r\n\r\n",
}

// BenchmarkParser reads a pipelined stream of requests, 64 KiB a call.
func BenchmarkParser(b *testing.B) {
	for _, name := range []string{"small", "browser", "chunked"} {
		one := benchRequests[name]
		stream := []byte(strings.Repeat(one, 65536/len(one)))
		b.Run(name, func(b *testing.B) {
			p := NewParser(Request, node26, Discard{})
			b.SetBytes(int64(len(stream)))
			b.ReportAllocs()
			for b.Loop() {
				if n, err := p.Execute(stream); err != nil || n != len(stream) {
					b.Fatal(n, err)
				}
			}
		})
	}
}
