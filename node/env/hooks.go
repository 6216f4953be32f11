package env

import (
	"finishline/node/realm"
)

// Hooks are what machines ask of parts that stand above them. Each may be nil:
// a run without scripts has none.
type Hooks struct {
	// EmitWarning is process.emitWarning.
	EmitWarning func(w *realm.Error)
	// Inspect is util.inspect at the given depth; -1 shows "[Class]".
	Inspect func(v realm.Value, depth int) string
	// InstanceOfError is v instanceof Error.
	InstanceOfError func(v realm.Value) bool
	// Describe is how ERR_INVALID_ARG_TYPE names what it got: "type number (1)".
	Describe func(v realm.Value) string
	// UnhandledEvent hears of an error that an 'error' event without listener is
	// about to throw, so that the report of it can say so.
	UnhandledEvent func(emitter realm.Hosted, err realm.Value)
	// CatchRejection is v.then(undefined, fn), if v has a then method.
	CatchRejection func(v realm.Value, fn func(reason realm.Value))

	// QueueMicrotask is queueMicrotask(fn); the script's engine sets it.
	QueueMicrotask func(fn func())

	// WallClock is Date.now(), in milliseconds; it does not spend time as ReadClock does.
	WallClock func() int64

	// CheckLimits ends a process that has exceeded a limit; it is asked now and
	// then while ticks run, because machines that keep each other busy never
	// come back to the loop and run no script that could be interrupted.
	CheckLimits func()

	// Processes are the other processes of the machine.
	Processes Processes
	// Preempt lets other processes run while this one does nothing but read the
	// clock. nil: there are none.
	Preempt func()

	// TLS is node/tls's own, per process.
	TLS any
	// HTTP is node/http's own, per process.
	HTTP any
	// HTTP2 is node/http2's own, per process.
	HTTP2 any
	// Events is node/events' own, per process.
	Events any
	// Streams is node/stream's own, per process.
	Streams any
}

// IsError is v instanceof Error.
func (e *Env) IsError(v realm.Value) bool {
	if _, ok := v.(*realm.Error); ok {
		return true
	}
	return e.InstanceOfError != nil && e.InstanceOfError(v)
}

// InspectValue is util.inspect(v).
func (e *Env) InspectValue(v realm.Value) string { return e.inspect(v, 2) }

// InspectShallow is util.inspect(v, {depth: -1}).
func (e *Env) InspectShallow(v realm.Value) string { return e.inspect(v, -1) }

func (e *Env) inspect(v realm.Value, depth int) string {
	if e.Inspect != nil {
		return e.Inspect(v, depth)
	}
	switch v := v.(type) {
	case nil:
		return "undefined"
	case realm.NullType:
		return "null"
	case string:
		return "'" + v + "'"
	case error:
		return v.Error()
	}
	return "[object]"
}

// Received is the end of an ERR_INVALID_ARG_TYPE message.
func (e *Env) Received(v realm.Value) string {
	if e.Describe != nil {
		return " Received " + e.Describe(v)
	}
	return " Received " + e.InspectValue(v)
}
