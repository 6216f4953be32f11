//go:build linux

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// serveHTTP1 runs testdata/h1server.js on real sockets and returns the address
// of its plain server.
func serveHTTP1(t *testing.T) string {
	return "127.0.0.1:" + start(t, finishlineBinary(t), "node", "--live").ports["plain"]
}

func TestCurlHTTP1(t *testing.T) {
	need(t, "curl")
	url := "http://" + serveHTTP1(t)
	require.Equal(t, "GET /a 0\n200 1.1 1 GET /b 0\n200 1.1 0 ", output(t, "curl", "-sS", url+"/a", url+"/b",
		"-w", "%{http_code} %{http_version} %{num_connects} "), "two requests, one connection")

	big := filepath.Join(t.TempDir(), "big")
	require.NoError(t, os.WriteFile(big, []byte(strings.Repeat("0123456789", 300_000)), 0o644))
	upload := func(args ...string) string {
		return output(t, "curl", append([]string{"-sS", "-o", "-", url + "/up"}, args...)...)
	}
	require.Equal(t, "POST /up 3000000\n", upload("--data-binary", "@"+big), "with Content-Length and Expect: 100-continue")
	require.Equal(t, "POST /up 3000000\n", upload("-H", "Transfer-Encoding: chunked", "--data-binary", "@"+big), "in chunks")
	require.Equal(t, "PUT /up 3000000\n", upload("-T", big))
	require.Equal(t, "GET /up 0\n", upload("--http1.0"))
	require.Contains(t, upload("--head"), "HTTP/1.1 200 OK\r\n")
	require.Equal(t, "GET /up 0\n", upload("-H", "Connection: close"))
	require.Contains(t, upload("-i", "-H", "Expect: magic"), "HTTP/1.1 417 Expectation Failed\r\n")
	require.Contains(t, upload("-i", "-H", "X: "+strings.Repeat("x", 20000)), "HTTP/1.1 431 Request Header Fields Too Large\r\n")
}

func TestWrk(t *testing.T) {
	need(t, "wrk")
	out := output(t, "wrk", "-t", "2", "-c", "32", "-d", "1s", "http://"+serveHTTP1(t)+"/")
	require.NotContains(t, out, "Non-2xx")
	require.NotContains(t, out, "Socket errors")
	m := regexp.MustCompile(`(\d+) requests in`).FindStringSubmatch(out)
	require.NotNil(t, m, out)
	n, err := strconv.Atoi(m[1])
	require.NoError(t, err)
	require.Greater(t, n, 500, out)
	t.Logf("%d requests in a second", n)
}

func TestRealNodeClientHTTP1(t *testing.T) {
	need(t, "node")
	_, port, _ := strings.Cut(serveHTTP1(t), ":")
	require.Equal(t, `wrong 0 sockets 4
pipelined 200 in order true failed false
continue
PUT /expect 5
`, output(t, "node", "testdata/h1client.js", port))
}
