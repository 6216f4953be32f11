package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/stage/desk"
	"finishline/stage/window"
)

// program is the window and what it shows.
type program struct {
	flags  *flags
	desk   *desk.Desk
	window *window.Game

	file    string // the user's script, item 0; "" if there is none
	list    []scenarios.Scenario
	item    int
	version versions.Release
	net     netmodel.Profile

	runs    int         // how many were started
	results chan ended  // of those that ended
	changed atomic.Bool // the file was saved
	asked   bool        // the run of --at is done
	quit    error
}

func newProgram(f *flags) (*program, error) {
	p := &program{flags: f, list: scenarios.All(), results: make(chan ended, 1)}
	var err error
	if p.version, err = versions.Find(f.Version); err != nil {
		return nil, fmt.Errorf("--version: %w", err)
	}
	if p.net, err = netmodel.ParseProfile(f.Net); err != nil {
		return nil, fmt.Errorf("--net: %w", err)
	}
	items, err := p.items()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, r := range versions.Releases {
		names = append(names, r.Version.String())
	}
	p.desk = desk.New(items, names)
	p.desk.Host = desk.Host{
		Open: func(i int) { p.item = i; p.start() },
		Version: func(v string) {
			if r, err := versions.Find(v); err == nil {
				p.version = r
				p.start()
			}
		},
		Again: p.start,
		Shot:  func() { p.shot(shotName(time.Now())) },
	}
	return p, nil
}

// items are the user's file and the scenarios; it also decides which comes first.
func (p *program) items() ([]desk.Item, error) {
	var items []desk.Item
	name := p.flags.File
	if name == "" {
		name = defaultScenario
	}
	found, err := scenarios.Find(name)
	if p.flags.File != "" && (err != nil || exists(p.flags.File)) {
		// Even a file that is missing: the window says so, and runs it once it is there.
		p.file, err = filepath.Abs(p.flags.File)
		if err != nil {
			return nil, err
		}
		items = append(items, desk.Item{Name: p.flags.File, Title: filepath.Base(p.file)})
	}
	for _, s := range p.list {
		if p.file == "" && s.Name == found.Name {
			p.item = len(items)
		}
		items = append(items, desk.Item{Name: s.Name, Title: s.Title})
	}
	return items, nil
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// scenario is the one that an item is, or nil if it is the user's file.
func (p *program) scenario(item int) *scenarios.Scenario {
	if p.file != "" {
		item--
	}
	if item < 0 {
		return nil
	}
	return &p.list[item]
}

// show runs until the window is closed.
func (p *program) show(w, h int) error {
	o := window.Options{
		Title: "Finishline", W: w, H: h, Now: time.Now, Frame: p.frame,
		Failed: func(err error) { p.quit = fmt.Errorf("the graphics card cannot draw this: %w", err) },
	}
	if p.flags.Screenshot == "" { // else a pointer that happens to be there would mark something
		o.Input = p.desk
	}
	p.window = window.New(p.desk, o)
	p.start()
	if p.file != "" {
		go p.watch()
	}
	return p.window.Run()
}

// frame runs between two frames of the window.
func (p *program) frame() error {
	select {
	case e := <-p.results:
		p.finished(e)
	default:
	}
	if p.changed.Swap(false) && p.scenario(p.item) == nil {
		p.start()
	}
	return p.quit
}
