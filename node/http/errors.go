package http

import (
	"strconv"

	"finishline/node/env"
	"finishline/node/realm"
)

func errHeadersSent(what string) *realm.Error {
	return realm.NewError("ERR_HTTP_HEADERS_SENT", "Cannot "+what+" headers after they are sent to the client")
}

func errHeaderValue(value realm.Value, name string) *realm.Error {
	return realm.NewTypeError("ERR_HTTP_INVALID_HEADER_VALUE", `Invalid value "`+text(value)+`" for header "`+name+`"`)
}

func errInvalidChar(what, field string) *realm.Error {
	msg := "Invalid character in " + what
	if field != "" {
		msg += ` ["` + field + `"]`
	}
	return realm.NewTypeError("ERR_INVALID_CHAR", msg)
}

func errToken(what, field string) *realm.Error {
	return realm.NewTypeError("ERR_INVALID_HTTP_TOKEN", what+` must be a valid HTTP token ["`+field+`"]`)
}

func errStatusCode(code realm.Value) *realm.Error {
	return realm.NewRangeError("ERR_HTTP_INVALID_STATUS_CODE", "Invalid status code: "+text(code))
}

func errWriteAfterEnd() *realm.Error {
	return realm.NewError("ERR_STREAM_WRITE_AFTER_END", "write after end")
}

func errStreamDestroyed(what string) *realm.Error {
	return realm.NewError("ERR_STREAM_DESTROYED", "Cannot call "+what+" after a stream was destroyed")
}

func errAlreadyFinished(what string) *realm.Error {
	return realm.NewError("ERR_STREAM_ALREADY_FINISHED", "Cannot call "+what+" after a stream was finished")
}

func errLengthMismatch(body int, header float64) *realm.Error {
	return realm.NewError("ERR_HTTP_CONTENT_LENGTH_MISMATCH", "Response body's content-length of "+strconv.Itoa(body)+
		" byte(s) does not match the content-length of "+text(header)+" byte(s) set in header")
}

func errInvalidValue(e *env.Env, name string, v realm.Value) *realm.Error {
	return realm.NewTypeError("ERR_INVALID_ARG_VALUE", "The argument '"+name+"' is invalid. Received "+e.InspectValue(v))
}

func errChunkType(e *env.Env, v realm.Value) *realm.Error {
	return realm.NewTypeError("ERR_INVALID_ARG_TYPE",
		`The "chunk" argument must be of type string or an instance of Buffer or Uint8Array.`+e.Received(v))
}

func errSocketEncoding() *realm.Error {
	return realm.NewError("ERR_HTTP_SOCKET_ENCODING", "Changing the socket encoding is not allowed per RFC7230 Section 3.")
}

// connReset is a ConnResetException: the peer is gone.
func connReset(message string) *realm.Error {
	return &realm.Error{Name: "Error", Code: "ECONNRESET", Message: message,
		Props: []realm.Prop{{Key: "code", Value: "ECONNRESET"}}}
}
