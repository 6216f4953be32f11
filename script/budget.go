package script

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"time"

	"finishline/sim"
)

// Limits bound what a process may use. Zero means the default, negative none.
// Time on the processor and memory are real: they stop a script that never
// yields, and a run that stays below them does not depend on them.
type Limits struct {
	CPU     time.Duration // processor time of one uninterrupted stretch of the script; default 10 s
	Memory  uint64        // bytes by which the heap may grow; default 1 GiB
	Virtual time.Duration // virtual time of the whole run; default 1 hour
	Records int           // records of the trace, if one is kept; default 8 Mi (450 MiB)
	Turns   int           // of a process's loop; zero: as many as it takes
}

// Defaults of Limits.
const (
	DefaultCPU     = 10 * time.Second
	DefaultMemory  = 1 << 30
	DefaultVirtual = time.Hour
	DefaultRecords = 8 << 20
)

// LimitError says which limit a script exceeded and how to raise it.
type LimitError struct {
	Limit string // "CPU", "memory", "virtual time", "loop", "trace"
	Value string // what it was set to
	Flag  string // the option that raises it
}

func (l *LimitError) Error() string {
	return fmt.Sprintf("the script was stopped: it exceeded its %s limit of %s; raise it with %s", l.Limit, l.Value, l.Flag)
}

func (l Limits) orDefault() Limits {
	if l.CPU == 0 {
		l.CPU = DefaultCPU
	}
	if l.Memory == 0 {
		l.Memory = DefaultMemory
	}
	if l.Virtual == 0 {
		l.Virtual = DefaultVirtual
	}
	if l.Records == 0 {
		l.Records = DefaultRecords
	}
	return l
}

// Watch starts the guard of the limits that are real, and returns what stops
// it. It runs beside the deterministic core and does nothing but interrupt the
// engine. Nothing is started until the script has run for a while.
func (p *Process) Watch() (stop func()) {
	if p.limits.CPU < 0 {
		return func() {}
	}
	const beat = 250 * time.Millisecond
	var base uint64
	var last int64 = -1
	var stretch time.Duration
	var timer *time.Timer
	var done atomic.Bool
	first := true
	spent := cpuTime()
	assigned := make(chan struct{}) // the first beat may come before timer is
	timer = time.AfterFunc(beat, func() {
		if <-assigned; done.Load() {
			return
		}
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		if first {
			first, base = false, now.HeapAlloc
		}
		if now.HeapAlloc > base && now.HeapAlloc-base > p.limits.Memory {
			p.exceed(&LimitError{"memory", fmt.Sprintf("%d MiB", p.limits.Memory>>20), "--max-memory"})
		}
		before := spent
		spent = cpuTime()
		if n := p.turns.Load(); n != last {
			last, stretch = n, 0
		} else if stretch += min(beat, spent-before); stretch >= p.limits.CPU {
			p.exceed(&LimitError{"CPU", p.limits.CPU.String(), "--max-cpu"})
		}
		timer.Reset(beat)
	})
	close(assigned)
	return func() {
		done.Store(true)
		timer.Stop()
	}
}

var loaded = time.Now()

// realTime is for the limits alone: nothing that a script can see depends on it.
func realTime() time.Duration { return time.Since(loaded) }

// exceed stops the script where it is, or if machines of ours are at work and
// no script, between two turns of the loop.
func (p *Process) exceed(e *LimitError) {
	p.exceeded.Store(e)
	p.e.rt.Interrupt(error(e))
}

// stopIfExceeded stops machines of ours that keep each other busy with ticks.
func (p *Process) stopIfExceeded() {
	if e := p.exceeded.Load(); e != nil {
		panic(stopped{e})
	}
}

// checkLimits looks, between two turns of the loop, at the limits.
func (p *Process) checkLimits() {
	p.turns.Add(1)
	if e := p.exceeded.Load(); e != nil {
		p.Kill(e)
		return
	}
	w := p.e.env.World
	if p.limits.Virtual > 0 && w.Now() > sim.Time(p.limits.Virtual) {
		p.Kill(&LimitError{"virtual time", p.limits.Virtual.String(), "--max-virtual"})
	}
	if p.limits.Turns > 0 && p.turns.Load() > int64(p.limits.Turns) {
		p.Kill(&LimitError{"loop", fmt.Sprintf("%d turns", p.limits.Turns), "--max-turns"})
	}
	if t := w.Trace(); t != nil && p.limits.Records > 0 && t.Len() > p.limits.Records {
		p.Kill(&LimitError{"trace", fmt.Sprintf("%d records", p.limits.Records), "--max-records"})
	}
}
