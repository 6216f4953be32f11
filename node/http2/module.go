package http2

import (
	"finishline/h2"
	"finishline/node/env"
)

// module is what is kept once per process.
type module struct {
	statusWarned, connectionWarned bool
	compiled                       [2]bool // what sessions of a role enter
}

func moduleOf(e *env.Env) *module {
	m, ok := e.HTTP2.(*module)
	if !ok {
		m = &module{}
		e.HTTP2 = m
	}
	return m
}

// compile is the time that the first session of a role takes.
func (m *module) compile(e *env.Env, role h2.Role) {
	if !m.compiled[role] {
		m.compiled[role] = true
		e.World.Spend(e.Loop.Costs.Session)
	}
}
