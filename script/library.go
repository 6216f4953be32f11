package script

import (
	"sort"
	"sync"
	"time"

	"github.com/dop251/goja"

	"finishline/node/versions"
)

// epoch is the wall-clock time at which every world begins: 2024-01-01 UTC.
const epoch = 1704067200_000_000_000

// wallClock is the time that Date shows.
func (e *Engine) wallClock() time.Time {
	return time.Unix(0, epoch+int64(e.env.ReadClock())).UTC()
}

// loadBuiltin makes the exports of a built-in module, or returns nil.
func (p *Process) loadBuiltin(name string) goja.Value {
	if m := builtinModules[name]; m != nil && (m.If == nil || m.If(p.e)) {
		return m.exports(p.e)
	}
	if !missingModules[name] {
		return nil
	}
	v, _ := p.e.Library().StandIn(name)
	return v
}

// isBuiltin reports whether Node has a built-in module of that name.
func (p *Process) isBuiltin(name string) bool {
	m := builtinModules[name]
	return m != nil && (m.If == nil || m.If(p.e)) || missingModules[name]
}

func (p *Process) builtinNames() []string {
	var out []string
	for n, m := range builtinModules { // order: sorted below
		if m.If == nil || m.If(p.e) {
			out = append(out, n)
		}
	}
	sort.Strings(out)
	return out
}

// missingModules are those that Node has and Finishline has not: requiring one
// gives a stand-in whose functions fail when they are called.
var missingModules = map[string]bool{
	"dgram": true, "domain": true, "inspector": true,
	"inspector/promises": true, "repl": true, "trace_events": true,
	"wasi": true, "sqlite": true, "sea": true, "test": true, "test/reporters": true,
}

// prefixOnly are those that only "node:NAME" names.
var prefixOnly = map[string]bool{"sqlite": true, "sea": true, "test": true, "test/reporters": true}

// setFor caches the behaviours of a version: they are the same in every run.
func setFor(v versions.Version) *versions.Set {
	if s, ok := sets.Load(v); ok {
		return s.(*versions.Set)
	}
	s := versions.For(v)
	sets.Store(v, s)
	return s
}

var sets sync.Map

func init() {
	DefineModule(&ModuleSpec{Name: "diagnostics_channel", Make: func(e *Engine) goja.Value { return e.loadJS("diagnostics_channel") }})
}
