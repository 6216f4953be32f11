package env

// Microtask queues fn behind the promise jobs (queueMicrotask). Without an
// engine that has any, it is a tick.
func (e *Env) Microtask(fn func()) {
	if e.QueueMicrotask != nil {
		e.QueueMicrotask(fn)
		return
	}
	e.NextTick(fn)
}
