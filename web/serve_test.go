package web

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/require"
)

func TestFilesAreServedAsAnyHostWould(t *testing.T) {
	s := Site{"index.html": []byte("<p>page"), "sw.js": []byte("worker"), "core.0a1b.wasm": []byte("\x00asm raw"), "core.0a1b.wasm.br": []byte("brotli"), "core.0a1b.wasm.gz": []byte("gzip")}
	get := func(path, accept, match string) *http.Response {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Accept-Encoding", accept)
		r.Header.Set("If-None-Match", match)
		w := httptest.NewRecorder()
		Handler(s).ServeHTTP(w, r)
		return w.Result()
	}
	page := get("/", "", "")
	require.Equal(t, "text/html; charset=utf-8", page.Header.Get("Content-Type"))
	require.Equal(t, "no-cache", page.Header.Get("Cache-Control"), "the page keeps its name, so it is asked for anew")
	require.Contains(t, page.Header.Get("Content-Security-Policy"), "default-src 'none'")
	require.NotContains(t, page.Header.Get("Content-Security-Policy"), "unsafe-inline")
	require.Equal(t, "no-cache", get("/sw.js", "", "").Header.Get("Cache-Control"))

	core := get("/core.0a1b.wasm", "gzip, deflate, br", "")
	require.Equal(t, "application/wasm", core.Header.Get("Content-Type"))
	require.Equal(t, "br", core.Header.Get("Content-Encoding"))
	require.Contains(t, core.Header.Get("Cache-Control"), "immutable")
	require.Equal(t, "gzip", get("/core.0a1b.wasm", "gzip, br;q=0", "").Header.Get("Content-Encoding"))
	require.Equal(t, "", get("/core.0a1b.wasm", "", "").Header.Get("Content-Encoding"))
	require.NotEqual(t, core.Header.Get("Etag"), get("/core.0a1b.wasm", "gzip", "").Header.Get("Etag"), "two encodings are two things")
	require.Equal(t, 304, get("/core.0a1b.wasm", "br", core.Header.Get("Etag")).StatusCode)

	require.Equal(t, 404, get("/core.0a1b.wasm.br", "", "").StatusCode, "a compressed file has no address of its own")
	require.Equal(t, 404, get("/../go.mod", "", "").StatusCode)
	w := httptest.NewRecorder()
	Handler(s).ServeHTTP(w, httptest.NewRequest("POST", "/", nil))
	require.Equal(t, 405, w.Code)
}

func TestASiteIsLeftAsFiles(t *testing.T) {
	dir, cache := t.TempDir(), t.TempDir()
	s := Site{"index.html": []byte("<p>page"), "sw.js": []byte("worker"), "core.0a1b.wasm": bytes.Repeat([]byte("module "), 1000)}
	for range 2 { // the second time out of the cache, over the first
		require.NoError(t, s.Compress(cache))
		require.NoError(t, s.WriteTo(dir))
	}
	for _, name := range []string{"core.0a1b.wasm", "core.0a1b.wasm.br", "core.0a1b.wasm.gz", "sw.js.br"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		require.Equal(t, s[name], data)
	}
	read, err := io.ReadAll(brotli.NewReader(bytes.NewReader(s["core.0a1b.wasm.br"])))
	require.NoError(t, err)
	require.Equal(t, s["core.0a1b.wasm"], read)
	require.Contains(t, s.Report(), "core.0a1b.wasm")

	foreign := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(foreign, "thesis.txt"), nil, 0o666))
	require.ErrorContains(t, s.WriteTo(foreign), "name another folder")
}

func TestSlimRefusesWhatItDoesNotKnow(t *testing.T) {
	for name, module := range map[string]string{
		"nothing":        "",
		"no module":      "\x7fELF....",
		"cut short":      "\x00asm\x01\x00\x00\x00\x0b\x7f",
		"no Go":          "\x00asm\x01\x00\x00\x00\x0b\x07\x01\x00\x41\x00\x0b\x01x",
		"passive memory": "\x00asm\x01\x00\x00\x00\x0b\x04\x01\x01\x01x",
	} {
		_, err := Slim([]byte(module))
		require.Error(t, err, name)
	}
	// Custom sections go, the others stay as they are.
	out, err := Slim([]byte("\x00asm\x01\x00\x00\x00\x00\x03\x01xy\x01\x01\x00"))
	require.NoError(t, err)
	require.Equal(t, "\x00asm\x01\x00\x00\x00\x01\x01\x00", string(out))
}

func TestSegmentsMakeTheSameMemory(t *testing.T) {
	memory := make([]byte, 3000)
	copy(memory[5:], "some text\x00and more")
	copy(memory[1000:], "far away")
	memory[2999] = 1
	got, err := image(segments(memory))
	require.NoError(t, err)
	require.Equal(t, memory, got)
}
