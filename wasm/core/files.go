//go:build js && wasm

package main

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"syscall/js"
	"testing/fstest"

	"finishline/scenarios"
	"finishline/script"
)

// maxPrograms is how many processes a text may hold.
const maxPrograms = 8

// membersOf is what is run: one program, or several, each on a host that has its
// file's name. Together, in one process, that host has all the names.
func membersOf(o js.Value, s *scenarios.Setup) ([]scenarios.Member, error) {
	list := o.Get("files")
	if list.Type() != js.TypeObject {
		return alone(stringOr(o, "name", "script.js"), stringOr(o, "source", ""), fstest.MapFS{}), nil
	}
	files := fstest.MapFS{}
	var mains []string
	for i := range list.Length() {
		f := list.Index(i)
		name := stringOr(f, "name", "")
		if name == "" || name != path.Base(name) || files[name] != nil {
			return nil, fmt.Errorf("files: %q is no name of a file, or that of two", name)
		}
		files[name] = &fstest.MapFile{Data: []byte(stringOr(f, "source", ""))}
		if f.Get("main").Truthy() {
			mains = append(mains, name)
		}
	}
	text := func(name string) string { return string(files[name].Data) }
	switch {
	case len(mains) == 0:
		return nil, errors.New("files: none of them is a program")
	case len(mains) > maxPrograms:
		return nil, fmt.Errorf("files: %d programs, at most %d run", len(mains), maxPrograms)
	case len(mains) == 1:
		return alone(mains[0], text(mains[0]), files), nil
	case o.Get("together").Truthy():
		var all strings.Builder
		for _, name := range mains {
			s.Names = append(s.Names, hostOf(name))
			if path.Ext(name) == ".mjs" {
				fmt.Fprintf(&all, "import('./%s');\n", name)
			} else {
				fmt.Fprintf(&all, "require('./%s');\n", name)
			}
		}
		return alone("all programs", all.String(), files), nil
	}
	var members []scenarios.Member
	for _, name := range mains {
		m := alone(name, text(name), files)[0]
		m.Host = hostOf(name)
		members = append(members, m)
	}
	return members, nil
}

// alone is a program. The newline keeps an empty one from meaning "read it from
// the files".
func alone(name, source string, files fstest.MapFS) []scenarios.Member {
	return []scenarios.Member{{Program: script.Program{Path: "/" + strings.TrimPrefix(name, "/"), Source: source + "\n", FS: files, Cwd: "/"}}}
}

// hostOf is the name of a program's host, as finishline run has it.
func hostOf(name string) string { return strings.ToLower(strings.TrimSuffix(name, path.Ext(name))) }
