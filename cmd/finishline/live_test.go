//go:build linux

package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// need finds a program or skips; `make conformance` sets FINISHLINE_CONFORMANCE,
// and then a missing program is a failure.
func need(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		if os.Getenv("FINISHLINE_CONFORMANCE") != "" {
			t.Fatalf("%s is not installed; `make deps` installs what the tests need", program)
		}
		t.Skipf("%s is not installed", program)
	}
	return path
}

// TestMain removes the binary that the tests have built.
func TestMain(m *testing.M) {
	code := m.Run()
	if builtDir != "" {
		os.RemoveAll(builtDir)
	}
	os.Exit(code)
}

var builtDir string

// finishlineBinary builds the command, once for all tests that run it.
func finishlineBinary(t *testing.T) string {
	t.Helper()
	bin, err := builtBinary()
	require.NoError(t, err)
	return bin
}

var builtBinary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "finishline-live-")
	if err != nil {
		return "", err
	}
	builtDir = dir
	bin := filepath.Join(dir, "finishline")
	out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return bin, nil
})

// serve runs testdata/h2server.js on real sockets and returns its port.
func serve(t *testing.T) string {
	t.Helper()
	cmd := exec.Command(finishlineBinary(t), "node", "--live", "testdata/h2server.js")
	said := filepath.Join(t.TempDir(), "stderr")
	stderr, err := os.Create(said)
	require.NoError(t, err)
	cmd.Stderr = stderr
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		stderr.Close()
		if text, _ := os.ReadFile(said); len(text) > 0 {
			t.Logf("server said: %s", text)
		}
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err, "the server ended before it listened")
	return strings.TrimSpace(strings.TrimPrefix(line, "listening on "))
}

func output(t *testing.T, program string, args ...string) string {
	t.Helper()
	cmd := exec.Command(need(t, program), args...)
	timer := time.AfterFunc(2*time.Minute, func() { cmd.Process.Kill() })
	defer timer.Stop()
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s %v\n%s", program, args, out)
	return string(out)
}

// TestH2Spec runs the conformance suite in strict mode against a script on real
// sockets. obsolete lists tests that RFC 9113 no longer asks for.
func TestH2Spec(t *testing.T) {
	need(t, "h2spec")
	port := serve(t)
	cmd := exec.Command("h2spec", "--strict", "-h", "127.0.0.1", "-p", port, "-o", "3")
	out, _ := cmd.CombinedOutput()
	m := regexp.MustCompile(`(\d+) tests, (\d+) passed, (\d+) skipped, (\d+) failed`).FindStringSubmatch(string(out))
	require.NotNil(t, m, string(out))
	failed, _ := strconv.Atoi(m[4])
	passed, _ := strconv.Atoi(m[2])
	t.Log(m[0])
	require.Zero(t, failed, string(out))
	require.GreaterOrEqual(t, passed, 145)
}

func TestCurl(t *testing.T) {
	need(t, "curl")
	port := serve(t)
	require.Equal(t, "finishline\n200 2", output(t, "curl", "-sS", "--http2-prior-knowledge", "-w", "%{http_code} %{http_version}", "http://127.0.0.1:"+port+"/"))
	body := output(t, "curl", "-sS", "--http2-prior-knowledge", "--data-binary", "@live_test.go", "http://127.0.0.1:"+port+"/echo")
	want, err := os.ReadFile("live_test.go")
	require.NoError(t, err)
	require.Equal(t, string(want), body)
}

func TestNghttp(t *testing.T) {
	need(t, "nghttp")
	port := serve(t)
	out := output(t, "nghttp", "-nv", "http://127.0.0.1:"+port+"/bytes/100000")
	require.Contains(t, out, ":status: 200")
	require.Contains(t, out, "END_STREAM")
}

func TestH2load(t *testing.T) {
	need(t, "h2load")
	port := serve(t)
	out := output(t, "h2load", "-n", "2000", "-c", "4", "-m", "10", "http://127.0.0.1:"+port+"/")
	require.Contains(t, out, "2000 succeeded, 0 failed, 0 errored, 0 timeout")
}

func TestRealNodeClient(t *testing.T) {
	need(t, "node")
	port := serve(t)
	require.Equal(t, `/ 200 11 rst=0
/bytes/100000 200 100000 rst=0
/bytes/5 200 5 rst=0
/bytes/300000 200 300000 rst=0
/echo 200 250000 rst=0
ping ok
closed
`, output(t, "node", "testdata/h2client.js", port))
}
