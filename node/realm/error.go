package realm

import "finishline/kernel"

// Error is an error that a machine made. The engine shows it to scripts as one
// Error object, made when first seen.
type Error struct {
	Name    string // "Error", "TypeError", "RangeError"
	Code    string // "ERR_HTTP2_INVALID_SESSION", "ECONNRESET"; may be empty
	Message string
	// Props are own enumerable properties, in order: errno, syscall, address, port …
	Props []Prop
	Cause Value
	// Peer is the engine's object for this error.
	Peer any
}

// Prop is a property.
type Prop struct {
	Key   string
	Value Value
}

// Error makes it a Go error.
func (e *Error) Error() string {
	if e.Code != "" {
		return e.Name + " [" + e.Code + "]: " + e.Message
	}
	return e.Name + ": " + e.Message
}

// NewError is an Error with one of Node's codes (lib/internal/errors.js).
func NewError(code, message string) *Error {
	return &Error{Name: "Error", Code: code, Message: message}
}

// NewTypeError is a TypeError with a code.
func NewTypeError(code, message string) *Error {
	return &Error{Name: "TypeError", Code: code, Message: message}
}

// NewRangeError is a RangeError with a code.
func NewRangeError(code, message string) *Error {
	return &Error{Name: "RangeError", Code: code, Message: message}
}

// ErrnoError is what Node calls an ErrnoException: "write EPIPE", with errno,
// code and syscall.
func ErrnoError(errno kernel.Errno, syscall string) *Error {
	return &Error{Name: "Error", Code: errno.Name(), Message: syscall + " " + errno.Name(),
		Props: []Prop{{"errno", -int(errno)}, {"code", errno.Name()}, {"syscall", syscall}}}
}

// Code is the code of an error value, whether a machine's or a script's.
func Code(e Engine, v Value) string {
	if err, ok := v.(*Error); ok {
		return err.Code
	}
	if e == nil || IsNullish(v) {
		return ""
	}
	s, _ := e.Export(e.Get(v, "code")).(string)
	return s
}
