package script

import (
	"path"
	"sort"
	"strings"

	"github.com/dop251/goja"

	"finishline/node/uv"
)

func cleanPath(s string) string { return path.Clean(s) }

// environment is process.env: values are strings, whatever is assigned.
type environment struct {
	rt     *goja.Runtime
	keys   []string
	values map[string]string
}

func (p *Process) environment() *goja.Object {
	v := &environment{rt: p.e.rt, values: make(map[string]string)}
	for _, kv := range p.program.Env {
		k, val, _ := strings.Cut(kv, "=")
		v.put(k, val)
	}
	return p.e.rt.NewDynamicObject(v)
}

func (v *environment) put(k, val string) {
	if _, ok := v.values[k]; !ok {
		v.keys = append(v.keys, k)
	}
	v.values[k] = val
}

// Get is process.env.KEY.
func (v *environment) Get(k string) goja.Value {
	if s, ok := v.values[k]; ok {
		return v.rt.ToValue(s)
	}
	return nil
}

// Set is process.env.KEY = value.
func (v *environment) Set(k string, val goja.Value) bool {
	v.put(k, val.String())
	return true
}

// Has is KEY in process.env.
func (v *environment) Has(k string) bool { _, ok := v.values[k]; return ok }

// Delete is delete process.env.KEY.
func (v *environment) Delete(k string) bool {
	if _, ok := v.values[k]; ok {
		delete(v.values, k)
		i := sort.SearchStrings(nil, k)
		for i = range v.keys {
			if v.keys[i] == k {
				break
			}
		}
		v.keys = append(v.keys[:i:i], v.keys[i+1:]...)
	}
	return true
}

// Keys is Object.keys(process.env).
func (v *environment) Keys() []string { return v.keys }

func (p *Process) releaseObject() goja.Value {
	v := p.program.Version
	base := "https://nodejs.org/download/release/v" + v.Version.String() + "/node-v" + v.Version.String()
	list := [][2]any{{"name", "node"}}
	if v.LTS != "" {
		list = append(list, [2]any{"lts", v.LTS})
	}
	return p.e.pairs(append(list, [2]any{"sourceUrl", base + ".tar.gz"}, [2]any{"headersUrl", base + "-headers.tar.gz"}))
}

func (p *Process) features() goja.Value {
	return p.e.pairs([][2]any{{"inspector", true}, {"debug", false}, {"uv", true}, {"ipv6", true}, {"tls_alpn", true},
		{"tls_sni", true}, {"tls_ocsp", true}, {"tls", true}, {"cached_builtins", true}})
}

func (p *Process) config() goja.Value {
	return p.e.pairs([][2]any{{"target_defaults", p.e.rt.NewObject()}, {"variables", p.e.rt.NewObject()}})
}

// activeResources names what keeps the loop alive, as
// process.getActiveResourcesInfo does.
func (p *Process) activeResources() []string {
	names := map[string]string{"tcp": "TCPSocketWrap", "pipe": "PipeWrap", "process": "ProcessWrap", "timer": "Timeout", "signal": "SignalWrap", "check": "Immediate", "idle": "Immediate"}
	out := []string{}
	p.e.env.Loop.KeepingAlive(func(h *uv.Handle) {
		if n := names[h.Kind()]; n != "" {
			out = append(out, n)
		}
	})
	return out
}
