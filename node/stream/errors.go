package stream

import "finishline/node/realm"

// The errors of lib/internal/errors.js that streams make.

func errWriteAfterEnd() *realm.Error {
	return realm.NewError("ERR_STREAM_WRITE_AFTER_END", "write after end")
}

func errDestroyed(what string) *realm.Error {
	return realm.NewError("ERR_STREAM_DESTROYED", "Cannot call "+what+" after a stream was destroyed")
}

func errAlreadyFinished(what string) *realm.Error {
	return realm.NewError("ERR_STREAM_ALREADY_FINISHED", "Cannot call "+what+" after a stream was finished")
}

func errNullValues() *realm.Error {
	return realm.NewTypeError("ERR_STREAM_NULL_VALUES", "May not write null values to stream")
}

func errUnknownEncoding(enc string) *realm.Error {
	return realm.NewTypeError("ERR_UNKNOWN_ENCODING", "Unknown encoding: "+enc)
}

func errNotImplemented(method string) *realm.Error {
	return realm.NewError("ERR_METHOD_NOT_IMPLEMENTED", "The "+method+" method is not implemented")
}

func errMultipleCallback() *realm.Error {
	return realm.NewError("ERR_MULTIPLE_CALLBACK", "Callback called multiple times")
}

func errCannotPipe() *realm.Error {
	return realm.NewError("ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable")
}

func errPushAfterEOF() *realm.Error {
	return realm.NewError("ERR_STREAM_PUSH_AFTER_EOF", "stream.push() after EOF")
}

func errUnshiftAfterEnd() *realm.Error {
	return realm.NewError("ERR_STREAM_UNSHIFT_AFTER_END_EVENT", "stream.unshift() after end event")
}

// ErrPrematureClose is ERR_STREAM_PREMATURE_CLOSE.
func ErrPrematureClose() *realm.Error {
	return realm.NewError("ERR_STREAM_PREMATURE_CLOSE", "Premature close")
}

// ErrAborted is the AbortError of a stream that was given up.
func ErrAborted() *realm.Error {
	e := realm.NewError("ABORT_ERR", "The operation was aborted")
	e.Name = "AbortError"
	return e
}

// aggregate is both errors in one, the outer one first seen (aggregateTwoErrors
// in lib/internal/errors.js, the same at 18.20.8 and 26.10.0). An outer one that
// has errors already is not added to.
func (s *Stream) aggregate(inner, outer realm.Value) realm.Value {
	if !truthy(inner) {
		return outer
	}
	if !truthy(outer) || inner == outer {
		return inner
	}
	both := &realm.Error{Name: "AggregateError", Props: []realm.Prop{{Key: "errors", Value: []realm.Value{outer, inner}}}}
	if o, ok := outer.(*realm.Error); ok {
		both.Code, both.Message = o.Code, o.Message
		return both
	}
	e := s.env.Engine
	both.Code = realm.Code(e, outer)
	both.Message, _ = e.Export(e.Get(outer, "message")).(string)
	if both.Code == "" { // whatever it is, it becomes a property
		both.Props = append(both.Props, realm.Prop{Key: "code", Value: e.Get(outer, "code")})
	}
	return both
}
