package web

import (
	"fmt"
	"path"
	"strings"
)

// Sizes are what a visitor's browser gets, compressed with brotli.
type Sizes struct {
	First int // to the first text result: the page, its scripts, and the simulator
	All   int // everything, the picture and what rare scripts need included
}

// Sizes sums a compressed site.
func (s Site) Sizes() (z Sizes) {
	for _, name := range s.files() {
		packed, ok := s[name+".br"]
		if !ok {
			continue
		}
		z.All += len(packed)
		switch base, _, _ := strings.Cut(name, "."); base {
		case "index", "main", "worker", "style", "scenarios", "core", "icon":
			z.First += len(packed)
		}
	}
	return z
}

// Report lists the files of a compressed site with their sizes.
func (s Site) Report() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%12s %12s %12s\n", "bytes", "gzip", "brotli")
	for _, name := range s.files() {
		if ext := path.Ext(name); ext != ".br" && ext != ".gz" {
			fmt.Fprintf(&b, "%12d %12d %12d  %s\n", len(s[name]), len(s[name+".gz"]), len(s[name+".br"]), name)
		}
	}
	z := s.Sizes()
	fmt.Fprintf(&b, "brotli, to the first text result: %.2f MB; everything: %.2f MB\n", float64(z.First)/1e6, float64(z.All)/1e6)
	return b.String()
}
