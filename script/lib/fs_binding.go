package lib

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/dop251/goja"
)

// fsBinding reads the virtual files. Each function answers with the name of an
// errno where the system call would fail.
func (l *Lib) fsBinding() *goja.Object {
	o := l.rt.NewObject()
	l.export(o, "read", func(a []goja.Value) goja.Value {
		name := l.inside(arg(a, 0))
		b, err := fs.ReadFile(l.files(), name)
		if err == nil {
			return l.NewBuffer(append([]byte(nil), b...))
		}
		if info, e := fs.Stat(l.files(), name); e == nil && info.IsDir() {
			return l.rt.ToValue("EISDIR")
		}
		return l.rt.ToValue(errnoOf(err))
	})
	l.export(o, "stat", func(a []goja.Value) goja.Value {
		info, err := fs.Stat(l.files(), l.inside(arg(a, 0)))
		if err != nil {
			return l.rt.ToValue(errnoOf(err))
		}
		mode := int64(info.Mode().Perm()) | 0o100000
		if info.IsDir() {
			mode = int64(info.Mode().Perm()) | 0o040000
		}
		ms := float64(0)
		if !info.ModTime().IsZero() {
			ms = float64(info.ModTime().UnixMilli())
		}
		return l.rt.NewArray(info.IsDir(), info.Size(), mode, ms)
	})
	l.export(o, "list", func(a []goja.Value) goja.Value {
		name := l.inside(arg(a, 0))
		list, err := fs.ReadDir(l.files(), name)
		if err != nil {
			if info, e := fs.Stat(l.files(), name); e == nil && !info.IsDir() {
				return l.rt.ToValue("ENOTDIR")
			}
			return l.rt.ToValue(errnoOf(err))
		}
		out := make([]any, 0, 2*len(list))
		for _, e := range list {
			out = append(out, e.Name(), e.IsDir())
		}
		return l.rt.NewArray(out...)
	})
	l.export(o, "work", func(a []goja.Value) goja.Value {
		f, _ := goja.AssertFunction(arg(a, 0))
		l.later(func() { l.call(f, goja.Undefined()) })
		return goja.Undefined()
	})
	return o
}

// later runs fn when the thread pool has done its work.
func (l *Lib) later(fn func()) {
	if l.host.Work == nil {
		panic(l.NewError("Error", "ERR_FINISHLINE_UNSUPPORTED", "this world has no thread pool"))
	}
	l.host.Work(fn)
}

func (l *Lib) files() fs.FS {
	if l.host.FS == nil {
		return noFiles{}
	}
	return l.host.FS
}

type noFiles struct{}

func (noFiles) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// inside is a path as fs.FS wants it: relative to the root.
func (l *Lib) inside(v goja.Value) string {
	name := v.String()
	if !strings.HasPrefix(name, "/") {
		name = path.Join(l.cwd(), name)
	}
	name = strings.TrimPrefix(path.Clean(name), "/")
	if name == "" {
		return "."
	}
	return name
}

func errnoOf(err error) string {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "EACCES"
	case strings.Contains(err.Error(), "not a directory"):
		return "ENOTDIR"
	}
	return "ENOENT"
}
