package web

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/andybalholm/brotli"
	"golang.org/x/sync/errgroup"
)

// Compress puts a brotli and a gzip file beside every file. Brotli at its best
// takes minutes for the modules, so that is done on all processors, and results
// are kept in the cache by content.
func (s Site) Compress(cache string) error {
	var jobs errgroup.Group
	jobs.SetLimit(runtime.GOMAXPROCS(0))
	var mu sync.Mutex
	packed := Site{}
	for _, name := range s.files() {
		if ext := path.Ext(name); ext == ".br" || ext == ".gz" {
			continue
		}
		for _, e := range encodings {
			jobs.Go(func() error {
				data, err := kept(filepath.Join(cache, contentHash(s[name])+e.ext), s[name], e.ext)
				if err != nil {
					return fmt.Errorf("web: %s: %w", name, err)
				}
				mu.Lock()
				defer mu.Unlock()
				packed[name+e.ext] = data
				return nil
			})
		}
	}
	err := jobs.Wait()
	maps.Copy(s, packed)
	return err
}

func kept(file string, data []byte, ext string) ([]byte, error) {
	if packed, err := os.ReadFile(file); err == nil {
		return packed, nil
	}
	var out bytes.Buffer
	if ext == ".br" {
		w := brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24})
		if _, err := w.Write(data); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
	} else {
		w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(data); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return nil, err
	}
	return out.Bytes(), os.WriteFile(file, out.Bytes(), 0o666)
}

// WriteTo leaves the site as files in a folder, which must be empty or an earlier site.
func (s Site) WriteTo(dir string) error {
	old, err := os.ReadDir(dir)
	if err == nil && len(old) > 0 && !exists(filepath.Join(dir, "sw.js")) {
		return fmt.Errorf("web: %s is not empty and holds no playground: name another folder", dir)
	}
	for _, f := range old {
		if !f.IsDir() {
			if err := os.Remove(filepath.Join(dir, f.Name())); err != nil {
				return fmt.Errorf("web: %w", err)
			}
		}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("web: %w", err)
	}
	for _, name := range s.files() {
		if err := os.WriteFile(filepath.Join(dir, name), s[name], 0o666); err != nil {
			return fmt.Errorf("web: %w", err)
		}
	}
	return nil
}
