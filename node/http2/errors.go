package http2

import (
	"strconv"

	"finishline/h2"
	"finishline/node/env"
	"finishline/node/realm"
)

// Errors of lib/internal/errors.js that this module throws or reports. Each is
// made afresh: an error object has an identity.

func errInvalidSession() *realm.Error {
	return realm.NewError("ERR_HTTP2_INVALID_SESSION", "The session has been destroyed")
}

func errGoawaySession() *realm.Error {
	return realm.NewError("ERR_HTTP2_GOAWAY_SESSION", "New streams cannot be created after receiving a GOAWAY")
}

func errInvalidStream() *realm.Error {
	return realm.NewError("ERR_HTTP2_INVALID_STREAM", "The stream has been destroyed")
}

func errHeadersSent() *realm.Error {
	return realm.NewError("ERR_HTTP2_HEADERS_SENT", "Response has already been initiated.")
}

func errHeadersAfterRespond() *realm.Error {
	return realm.NewError("ERR_HTTP2_HEADERS_AFTER_RESPOND", "Cannot specify additional headers after response initiated")
}

func errStreamError(code h2.ErrCode) *realm.Error {
	return realm.NewError("ERR_HTTP2_STREAM_ERROR", "Stream closed with error code "+codeName(code))
}

func errSessionError(code h2.ErrCode) *realm.Error {
	return realm.NewError("ERR_HTTP2_SESSION_ERROR", "Session closed with error code "+strconv.FormatUint(uint64(code), 10))
}

// errStreamCancel tells a pending stream that its session went away.
func errStreamCancel(e *env.Env, cause realm.Value) *realm.Error {
	err := realm.NewError("ERR_HTTP2_STREAM_CANCEL", "The pending stream has been canceled")
	if !realm.IsNullish(cause) {
		// this.cause = error: an ordinary, enumerable property.
		err.Props = append(err.Props, realm.Prop{Key: "cause", Value: cause})
		if m, ok := errorMessage(e, cause); ok {
			err.Message += " (caused by: " + m + ")"
		}
	}
	return err
}

// errNghttp2 is what lib/internal/http2/util.js calls an NghttpError.
func errNghttp2(code h2.LibError, custom string) *realm.Error {
	if custom == "ERR_HTTP2_TOO_MANY_INVALID_FRAMES" {
		return &realm.Error{Name: "Error", Code: custom, Message: "Too many invalid HTTP/2 frames",
			Props: []realm.Prop{{Key: "code", Value: custom}, {Key: "errno", Value: int(code)}}}
	}
	return &realm.Error{Name: "Error", Code: "ERR_HTTP2_ERROR", Message: code.Error(),
		Props: []realm.Prop{{Key: "code", Value: "ERR_HTTP2_ERROR"}, {Key: "errno", Value: int(code)}}}
}

func errPingCancel() *realm.Error {
	return realm.NewError("ERR_HTTP2_PING_CANCEL", "HTTP2 ping cancelled")
}

func errSettingsCancel() *realm.Error {
	return realm.NewError("ERR_HTTP2_SETTINGS_CANCEL", "HTTP2 session settings canceled")
}

func errMaxPendingSettingsAck() *realm.Error {
	return realm.NewError("ERR_HTTP2_MAX_PENDING_SETTINGS_ACK", "Maximum number of pending settings acknowledgements")
}

func errOutOfStreams() *realm.Error {
	return realm.NewError("ERR_HTTP2_OUT_OF_STREAMS", "No stream ID is available because maximum stream ID has been reached")
}

func errSelfDependency() *realm.Error {
	return realm.NewError("ERR_HTTP2_STREAM_SELF_DEPENDENCY", "A stream cannot depend on itself")
}

func errStatusInvalid(code string) *realm.Error {
	return realm.NewRangeError("ERR_HTTP2_STATUS_INVALID", "Invalid status code: "+code)
}

func errInfoStatus(code string) *realm.Error {
	return realm.NewRangeError("ERR_HTTP2_INVALID_INFO_STATUS", "Invalid informational status code: "+code)
}

func errStatus101() *realm.Error {
	return realm.NewError("ERR_HTTP2_STATUS_101", "HTTP status code 101 (Switching Protocols) is forbidden in HTTP/2")
}

func errPushDisabled() *realm.Error {
	return realm.NewError("ERR_HTTP2_PUSH_DISABLED", "HTTP/2 client has disabled push streams")
}

func errNestedPush() *realm.Error {
	return realm.NewError("ERR_HTTP2_NESTED_PUSH", "A push stream cannot initiate another push stream.")
}

func errTrailersSent() *realm.Error {
	return realm.NewError("ERR_HTTP2_TRAILERS_ALREADY_SENT", "Trailing headers have already been sent")
}

func errTrailersNotReady() *realm.Error {
	return realm.NewError("ERR_HTTP2_TRAILERS_NOT_READY", "Trailing headers cannot be sent until after the wantTrailers event is emitted")
}

func errSingleValue(name string) *realm.Error {
	return realm.NewTypeError("ERR_HTTP2_HEADER_SINGLE_VALUE", `Header field "`+name+`" must only have a single value`)
}

func errConnectionHeader(name string) *realm.Error {
	return realm.NewTypeError("ERR_HTTP2_INVALID_CONNECTION_HEADERS", `HTTP/1 Connection specific headers are forbidden: "`+name+`"`)
}

func errPseudoheader(name string) *realm.Error {
	return realm.NewTypeError("ERR_HTTP2_INVALID_PSEUDOHEADER", `"`+name+`" is an invalid pseudoheader or is used incorrectly`)
}

func errPseudoNotAllowed() *realm.Error {
	return realm.NewTypeError("ERR_HTTP2_PSEUDOHEADER_NOT_ALLOWED", "Cannot set HTTP/2 pseudo-headers")
}

func errInvalidHeaderValue(value, name string) *realm.Error {
	return realm.NewTypeError("ERR_HTTP2_INVALID_HEADER_VALUE", `Invalid value "`+value+`" for header "`+name+`"`)
}

func errHTTPToken(what, name string) *realm.Error {
	return realm.NewTypeError("ERR_INVALID_HTTP_TOKEN", what+` must be a valid HTTP token ["`+name+`"]`)
}

func errSocketBound() *realm.Error {
	return realm.NewError("ERR_HTTP2_SOCKET_BOUND", "The socket is already bound to an Http2Session")
}

// ErrSocketUnbound is what the socket proxy of a session without a socket throws.
func ErrSocketUnbound() *realm.Error {
	return realm.NewError("ERR_HTTP2_SOCKET_UNBOUND", "The socket has been disconnected from the Http2Session")
}

// ErrNoSocketManipulation is what the socket proxy throws for read, write and the like.
func ErrNoSocketManipulation() *realm.Error {
	return realm.NewError("ERR_HTTP2_NO_SOCKET_MANIPULATION", "HTTP/2 sockets should not be directly manipulated (e.g. read and written)")
}

func errAbort(cause realm.Value) *realm.Error {
	err := &realm.Error{Name: "AbortError", Code: "ABORT_ERR", Message: "The operation was aborted"}
	err.Cause = cause
	err.Props = []realm.Prop{{Key: "code", Value: "ABORT_ERR"}}
	return err
}

// isAbortError is err instanceof AbortError, Node's own class: a DOMException of that name has a
// number for its code.
func isAbortError(e *env.Env, v realm.Value) bool {
	if err, ok := v.(*realm.Error); ok {
		return err.Name == "AbortError"
	}
	name, _ := e.Engine.Export(e.Engine.Get(v, "name")).(string)
	return name == "AbortError" && realm.Code(e.Engine, v) == "ABORT_ERR"
}

func errorMessage(e *env.Env, v realm.Value) (string, bool) {
	if err, ok := v.(*realm.Error); ok {
		return err.Message, true
	}
	s, ok := e.Engine.Export(e.Engine.Get(v, "message")).(string)
	return s, ok
}

// codeName is nameForErrorCode[code] || code.
func codeName(code h2.ErrCode) string {
	if code <= h2.HTTP11Required {
		return "NGHTTP2_" + code.String()
	}
	return strconv.FormatUint(uint64(code), 10)
}
