package web

import (
	"bytes"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
)

var types = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".json": "application/json", ".svg": "image/svg+xml", ".wasm": "application/wasm", ".bin": "application/octet-stream",
}

// Handler serves a site, as any host of static files would: compressed where
// there is a compressed file, for ever where the name changes with the content.
func Handler(s Site) http.Handler {
	tags := make(map[string]string, len(s))
	for name, data := range s { // order: a map of independent entries
		tags[name] = `"` + contentHash(data) + `"`
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
		if name == "" {
			name = "index.html"
		}
		data, ok := s[name]
		kind, known := types[path.Ext(name)]
		if !ok || !known {
			http.NotFound(w, r)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
			return
		}
		h := w.Header()
		h.Set("Content-Type", kind)
		h.Set("Content-Security-Policy", policy+"; frame-ancestors 'self'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", caching(name))
		h.Set("Vary", "Accept-Encoding")
		etag := tags[name]
		for _, e := range encodings {
			packed, ok := s[name+e.ext]
			if ok && accepts(r.Header.Get("Accept-Encoding"), e.name) {
				data, etag = packed, tags[name+e.ext]
				h.Set("Content-Encoding", e.name)
				h.Set("Content-Length", strconv.Itoa(len(packed)))
				break
			}
		}
		h.Set("Etag", etag)
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
	})
}

var encodings = []struct{ name, ext string }{{"br", ".br"}, {"gzip", ".gz"}}

// accepts reports whether a client takes an encoding (RFC 9110, section 12.5.3).
func accepts(header, encoding string) bool {
	for _, part := range strings.Split(header, ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(name) == encoding || strings.TrimSpace(name) == "*" {
			q = strings.TrimSpace(q)
			v, err := strconv.ParseFloat(strings.TrimPrefix(q, "q="), 64)
			return q == "" || err != nil || v > 0
		}
	}
	return false
}

// caching: index.html and sw.js keep their names, so they are asked for anew.
func caching(name string) string {
	if strings.Count(name, ".") < 2 {
		return "no-cache"
	}
	return "public, max-age=31536000, immutable"
}
