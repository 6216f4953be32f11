package script

import (
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
)

// goja runs promise jobs whenever its outermost frame returns. Node does not,
// after an exception that an uncaughtException handler took: they wait for the
// next callback scope. So they are taken out of goja's queue for that long.

// jobQueueOffset is where a runtime keeps its queue; 0 if a new goja has none.
var jobQueueOffset = func() uintptr {
	f, ok := reflect.TypeFor[goja.Runtime]().FieldByName("jobQueue")
	if !ok || f.Type != reflect.TypeFor[[]func()]() {
		return 0
	}
	return f.Offset
}()

func (e *Engine) jobQueue() *[]func() {
	return (*[]func())(unsafe.Add(unsafe.Pointer(e.rt), jobQueueOffset))
}

// HoldJobs keeps the promise jobs that are queued from running when the current
// Enter returns.
func (e *Engine) HoldJobs() {
	if jobQueueOffset == 0 {
		return
	}
	q := e.jobQueue()
	e.heldJobs = append(e.heldJobs, *q...)
	*q = nil
}

// releaseJobs puts them back, before what has been queued since.
func (e *Engine) releaseJobs() {
	q := e.jobQueue()
	*q = append(e.heldJobs, *q...)
	e.heldJobs = nil
}
