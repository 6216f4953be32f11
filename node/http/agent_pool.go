package http

import (
	"finishline/node/events"
	"finishline/node/realm"
)

// pool is lists by name, in the order in which the names came.
type pool[T comparable] struct {
	names []string
	lists map[string][]T
}

func (p *pool[T]) get(name string) []T { return p.lists[name] }

func (p *pool[T]) has(name string) bool { _, ok := p.lists[name]; return ok }

func (p *pool[T]) set(name string, list []T) {
	if p.lists == nil {
		p.lists = map[string][]T{}
	}
	if _, ok := p.lists[name]; !ok {
		p.names = append(p.names, name)
	}
	p.lists[name] = list
}

func (p *pool[T]) drop(name string) {
	if _, ok := p.lists[name]; !ok {
		return
	}
	delete(p.lists, name)
	for i, n := range p.names {
		if n == name {
			p.names = append(p.names[:i:i], p.names[i+1:]...)
			return
		}
	}
}

// Each calls yield for every list.
func (p *pool[T]) Each(yield func(name string, list []T)) {
	for _, n := range append([]string(nil), p.names...) {
		yield(n, p.lists[n])
	}
}

// take removes x from the list of name, and the list if it was the last.
func (p *pool[T]) take(name string, x T) {
	for i, y := range p.lists[name] {
		if y == x {
			list := append(p.lists[name][:i:i], p.lists[name][i+1:]...)
			if len(list) == 0 {
				p.drop(name)
			} else {
				p.lists[name] = list
			}
			return
		}
	}
}

func (p *pool[T]) includes(x T) bool {
	for _, n := range p.names {
		for _, y := range p.lists[n] {
			if x == y {
				return true
			}
		}
	}
	return false
}

// option reads an option; undefined if it is not given.
func option(o *realm.Map, name string) realm.Value {
	if o == nil {
		return nil
	}
	v, _ := o.Get(name)
	return v
}

func truthyOption(o *realm.Map, name string) bool { return events.Truthy(option(o, name)) }

func numberOr(o *realm.Map, name string, def float64) float64 {
	if v := option(o, name); events.Truthy(v) {
		return toNumber(v)
	}
	return def
}

// merge is {...a, ...b}.
func merge(maps ...*realm.Map) *realm.Map {
	out, n := &realm.Map{NullProto: true}, 0
	for _, m := range maps {
		if m != nil {
			n += len(m.Keys)
		}
	}
	out.Grow(n)
	for _, m := range maps {
		if m == nil {
			continue
		}
		for i, k := range m.Keys {
			out.Set(k, m.Values[i])
		}
	}
	return out
}

// optionsOf is an argument of options, however it came.
func (a *Agent) optionsOf(v realm.Value) *realm.Map {
	if m, ok := v.(*realm.Map); ok {
		return m
	}
	if e, ok := a.env.Engine.(interface {
		Map(v realm.Value) *realm.Map
	}); ok {
		return e.Map(v)
	}
	return nil
}

// GetName is getName(options): what sockets must share to be exchangeable.
func (a *Agent) GetName(o *realm.Map) string {
	var room [64]byte
	name := append(room[:0], "localhost"...)
	if v := option(o, "host"); events.Truthy(v) {
		name = append(name[:0], text(v)...)
	}
	name = append(name, ':')
	if v := option(o, "port"); events.Truthy(v) {
		name = append(name, text(v)...)
	}
	name = append(name, ':')
	if v := option(o, "localAddress"); events.Truthy(v) {
		name = append(name, text(v)...)
	}
	if f := toNumber(option(o, "family")); f == 4 || f == 6 {
		name = append(append(name, ':'), number(f)...)
	}
	if v := option(o, "socketPath"); events.Truthy(v) {
		name = append(append(name, ':'), text(v)...)
	}
	if a.Secure != nil {
		name = append(name, a.secureName(o)...)
	}
	return string(name)
}

func (a *Agent) callGetName(o *realm.Map) string {
	if f := a.Override("getName"); f != nil {
		return text(a.env.Engine.Export(f.Call(a, o)))
	}
	return a.GetName(o)
}
