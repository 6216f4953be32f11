package h2

import "strconv"

// ErrCode is the error code that RST_STREAM and GOAWAY carry (RFC 9113 section 7).
type ErrCode uint32

// The codes of RFC 9113 section 7.
const (
	NoError            ErrCode = 0x0
	ProtocolError      ErrCode = 0x1
	InternalError      ErrCode = 0x2
	FlowControlError   ErrCode = 0x3
	SettingsTimeout    ErrCode = 0x4
	StreamClosedError  ErrCode = 0x5
	FrameSizeError     ErrCode = 0x6
	RefusedStream      ErrCode = 0x7
	Cancel             ErrCode = 0x8
	CompressionError   ErrCode = 0x9
	ConnectError       ErrCode = 0xa
	EnhanceYourCalm    ErrCode = 0xb
	InadequateSecurity ErrCode = 0xc
	HTTP11Required     ErrCode = 0xd
)

var errCodeNames = [...]string{"NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR",
	"SETTINGS_TIMEOUT", "STREAM_CLOSED", "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL",
	"COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED"}

// String gives the RFC's name, or the number of a code the RFC does not know.
func (c ErrCode) String() string {
	if int(c) < len(errCodeNames) {
		return errCodeNames[c]
	}
	return "0x" + strconv.FormatUint(uint64(c), 16)
}

// LibError is an error with the number, name and text under which nghttp2 knows it; Node shows
// all three (error.errno, and the text as message of ERR_HTTP2_ERROR). Numbers below -900 are
// fatal: the session can only be thrown away.
type LibError int

// The errors of nghttp2.
const (
	ErrInvalidArgument       LibError = -501
	ErrProto                 LibError = -505
	ErrStreamIDNotAvailable  LibError = -509
	ErrStreamClosed          LibError = -510
	ErrStreamClosing         LibError = -511
	ErrStreamShutWR          LibError = -512
	ErrInvalidStreamID       LibError = -513
	ErrInvalidStreamState    LibError = -514
	ErrStartStreamNotAllowed LibError = -516
	ErrInvalidState          LibError = -519
	ErrTemporalCallback      LibError = -521
	ErrFrameSize             LibError = -522
	ErrHeaderComp            LibError = -523
	ErrFlowControl           LibError = -524
	ErrPushDisabled          LibError = -528
	ErrDataExist             LibError = -529
	ErrSessionClosing        LibError = -530
	ErrHTTPHeader            LibError = -531
	ErrHTTPMessaging         LibError = -532
	ErrRefusedStream         LibError = -533
	ErrInternal              LibError = -534
	ErrCancel                LibError = -535
	ErrSettingsExpected      LibError = -536
	ErrTooManySettings       LibError = -537

	ErrCallbackFailure      LibError = -902
	ErrBadClientMagic       LibError = -903
	ErrFlooded              LibError = -904
	ErrTooManyContinuations LibError = -905
)

// Fatal reports whether the session is beyond use.
func (e LibError) Fatal() bool { return e < -900 }

// Error is the text; it is what nghttp2_strerror says.
func (e LibError) Error() string {
	if f, ok := libErrors[e]; ok {
		return f.text
	}
	return "Unknown error code"
}

// Name is the identifier, as NGHTTP2_ERR_PROTO.
func (e LibError) Name() string {
	if f, ok := libErrors[e]; ok {
		return "NGHTTP2_ERR_" + f.name
	}
	return strconv.Itoa(int(e))
}

// Code is the wire code with which such a violation by the peer is answered.
func (e LibError) Code() ErrCode {
	switch e {
	case ErrStreamClosed:
		return StreamClosedError
	case ErrHeaderComp:
		return CompressionError
	case ErrFrameSize:
		return FrameSizeError
	case ErrFlowControl:
		return FlowControlError
	case ErrRefusedStream:
		return RefusedStream
	case ErrProto, ErrHTTPHeader, ErrHTTPMessaging:
		return ProtocolError
	}
	return InternalError
}

// libErrors are facts of the interface, not ours to word: programs compare them.
var libErrors = map[LibError]struct{ name, text string }{
	ErrInvalidArgument:       {"INVALID_ARGUMENT", "Invalid argument"},
	ErrProto:                 {"PROTO", "Protocol error"},
	ErrStreamIDNotAvailable:  {"STREAM_ID_NOT_AVAILABLE", "No more Stream ID available"},
	ErrStreamClosed:          {"STREAM_CLOSED", "Stream was already closed or invalid"},
	ErrStreamClosing:         {"STREAM_CLOSING", "Stream is closing"},
	ErrStreamShutWR:          {"STREAM_SHUT_WR", "The transmission is not allowed for this stream"},
	ErrInvalidStreamID:       {"INVALID_STREAM_ID", "Stream ID is invalid"},
	ErrInvalidStreamState:    {"INVALID_STREAM_STATE", "Invalid stream state"},
	ErrStartStreamNotAllowed: {"START_STREAM_NOT_ALLOWED", "request HEADERS is not allowed"},
	ErrInvalidState:          {"INVALID_STATE", "Invalid state"},
	ErrTemporalCallback:      {"TEMPORAL_CALLBACK_FAILURE", "The user callback function failed due to the temporal error"},
	ErrFrameSize:             {"FRAME_SIZE_ERROR", "The length of the frame is invalid"},
	ErrHeaderComp:            {"HEADER_COMP", "Header compression/decompression error"},
	ErrFlowControl:           {"FLOW_CONTROL", "Flow control error"},
	ErrPushDisabled:          {"PUSH_DISABLED", "Server push is disabled by peer"},
	ErrDataExist:             {"DATA_EXIST", "DATA or HEADERS frame has already been submitted for the stream"},
	ErrSessionClosing:        {"SESSION_CLOSING", "The current session is closing"},
	ErrHTTPHeader:            {"HTTP_HEADER", "Invalid HTTP header field was received"},
	ErrHTTPMessaging:         {"HTTP_MESSAGING", "Violation in HTTP messaging rule"},
	ErrRefusedStream:         {"REFUSED_STREAM", "Stream was refused"},
	ErrInternal:              {"INTERNAL", "Internal error"},
	ErrCancel:                {"CANCEL", "Cancel"},
	ErrSettingsExpected: {"SETTINGS_EXPECTED",
		"When a local endpoint expects to receive SETTINGS frame, it receives an other type of frame"},
	ErrTooManySettings: {"TOO_MANY_SETTINGS",
		"SETTINGS frame contained more than the maximum allowed number of entries"},
	ErrCallbackFailure: {"CALLBACK_FAILURE", "The user callback function failed"},
	ErrBadClientMagic:  {"BAD_CLIENT_MAGIC", "Received bad client magic byte string"},
	ErrFlooded: {"FLOODED",
		"Flooding was detected in this HTTP/2 session, and it must be closed"},
	ErrTooManyContinuations: {"TOO_MANY_CONTINUATIONS", "Too many CONTINUATION frames following a HEADER frame"},
}
