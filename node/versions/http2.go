package versions

// HTTP/2. The native layer (src/node_http2.cc) shows its differences only in
// behaviour and in NODE_DEBUG_NATIVE=http2; the rest is lib/internal/http2.
var (
	// H2GracefulClose …
	H2GracefulClose = behaviour("h2-session-close-waits-for-flush", ">=20.20.2 <21 || >=22.23.3 <23 || >=24",
		"lib/internal/http2/core.js kMaybeDestroy, 18.20.8 and 23.7.0 → 20.20.2, 22.23.3, 24.21.0 (setGracefulClose, hasPendingData)",
		"session.close() destroys the session only when its frames have been handed to the socket; before, it did so as soon as the last stream was gone, and what was queued was lost.")
	// H2MaybeDestroyLater …
	H2MaybeDestroyLater = behaviour("h2-stream-destroy-looks-at-session-later", ">=20",
		"lib/internal/http2/core.js Http2Stream._destroy, 18.20.8 → 20.20.2",
		"A destroyed stream makes its closing session look whether it can go in an immediate, not at once.")
	// H2SocketCloseDestroys …
	H2SocketCloseDestroys = behaviour("h2-socket-close-destroys-session", ">=20.20.2 <21 || >=22.23.3 <23 || >=24",
		"lib/internal/http2/core.js socketOnClose, 18.20.8 and 23.7.0 → 20.20.2, 22.23.3, 24.21.0",
		"When the socket closes, the session is torn down whatever streams it still has.")
	// H2FrameErrorLater …
	H2FrameErrorLater = behaviour("h2-frame-error-closes-later", ">=18.20.0",
		"lib/internal/http2/core.js onFrameError, 18.18.2 → 18.20.8",
		"A frame that could not be sent closes its stream and the session in an immediate, and may belong to no stream.")
	// H2LateResetReported …
	H2LateResetReported = behaviour("h2-late-reset-reported", ">=18.20.0 <20.20.2 || >=22 <22.23.3 || >=23 <24",
		"src/node_http2.cc OnFrameNotSent; NODE_DEBUG_NATIVE=http2 of 18.20.8 and 23.7.0 with a broken header block",
		"A RST_STREAM that a terminating session can no longer send counts as a frame error, which closes the session.")
	// H2LateGoawayReported …
	H2LateGoawayReported = behaviour("h2-late-goaway-reported", ">=20.20.2 <21 || >=22.23.3 <23 || >=24",
		"src/node_http2.cc OnFrameNotSent; same script on 20.20.2",
		"A GOAWAY that a terminating session can no longer send counts as a frame error; a RST_STREAM does not.")
	// H2ProtocolErrorDestroys …
	H2ProtocolErrorDestroys = behaviour("h2-protocol-error-destroys-session", ">=18.20.0",
		"src/node_http2.cc OnInvalidFrame; NODE_DEBUG_NATIVE=http2 of 18.18.2 and 18.20.8 with a RST_STREAM on an idle stream",
		"A frame that is a protocol error destroys the session with ERR_HTTP2_ERROR; before, only GOAWAY was sent.")
	// H2FlowErrorDestroys …
	H2FlowErrorDestroys = behaviour("h2-flow-control-error-destroys-session", ">=20.20.2 <21 || >=22.23.3 <23 || >=24",
		"src/node_http2.cc OnInvalidFrame; a WINDOW_UPDATE that overflows the connection's window, on all versions",
		"A flow control error of the connection destroys the session with ERR_HTTP2_ERROR.")
	// H2ServerCloseClosesSessions …
	H2ServerCloseClosesSessions = behaviour("h2-server-close-closes-sessions", ">=24",
		"lib/internal/http2/core.js Http2Server.close, 22.23.3 → 24.21.0",
		"server.close() closes every session gracefully; before, it waited for the clients to leave.")
	// H2RequestErrorLater …
	H2RequestErrorLater = behaviour("h2-request-reports-closed-session-on-stream", ">=24.21.0 <25 || >=26",
		"lib/internal/http2/core.js ClientHttp2Session.request, 22.23.3 → 24.21.0; 25.9.0 throws",
		"request() on a closed or destroyed session returns a stream that errors instead of throwing.")
	// H2ReceivePauses …
	H2ReceivePauses = behaviour("h2-input-waits-for-write", "<26",
		"src/node_http2.cc OnDataChunkReceived ('receive paused' in the binaries up to 25.9.0)",
		"While a write to the socket is unfinished, received DATA is not looked at and the socket is not read.")
	// H2CloseAfterReceive …
	H2CloseAfterReceive = behaviour("h2-destroy-after-receive", ">=22.23.3 <23 || >=24.21.0 <25 || >=26",
		"src/node_http2.cc Http2Session::Close and Http2Stream::Destroy (is_receiving); NODE_DEBUG_NATIVE=http2 of all versions with destroy() in a 'ping' listener",
		"session.destroy() inside a callback of received frames takes effect after the whole chunk, and so does forgetting a stream.")
	// H2IgnoreWhileClosing …
	H2IgnoreWhileClosing = behaviour("h2-ignore-frames-while-destroying", ">=24.21.0 <25",
		"src/node_http2.cc OnFrameReceive; same script: 22.23.3 and 26.10.0 still handle SETTINGS, GOAWAY and PING",
		"Frames in the rest of the chunk in which the session was destroyed mean nothing any more.")
	// H2RefuseWhileClosing …
	H2RefuseWhileClosing = behaviour("h2-refuse-requests-while-destroying", ">=24.21.0 <25 || >=26",
		"src/node_http2.cc OnBeginHeadersCallback; same script: 22.23.3 still makes the stream",
		"Requests in the rest of the chunk in which the session was destroyed are refused.")
	// H2ResetAfterReceive …
	H2ResetAfterReceive = behaviour("h2-reset-after-receive", ">=24.21.0 <25",
		"src/node_http2.cc SendPendingData and SubmitRstStream (is_receiving); NODE_DEBUG_NATIVE=http2 of all versions with close() in a 'data' listener",
		"Nothing is sent while a received chunk is being looked at; a reset submitted then (but REFUSED_STREAM and ENHANCE_YOUR_CALM) waits for its end, and so sends what was pending first.")
	// H2ResetWithoutSend …
	H2ResetWithoutSend = behaviour("h2-reset-without-send-while-receiving", ">=22.23.3 <23 || >=26",
		"src/node_http2.cc SubmitRstStream (is_receiving, available_outbound_length_); respond(); destroy(err) in a 'stream' listener on all versions",
		"A reset of a stream without queued data, submitted while a received chunk is being looked at, overtakes the headers.")
	// H2InternalGoaway …
	H2InternalGoaway = behaviour("h2-own-goaway-destroys-session", ">=22.23.3 <23 || >=24.21.0 <25 || >=26",
		"src/node_http2.cc OnFrameSent ('nghttp2 session terminated internally' in the binaries)",
		"A GOAWAY that the protocol library sends by itself destroys the session with ERR_HTTP2_ERROR.")
	// H2PeerReset …
	H2PeerReset = behaviour("h2-clean-reset-destroys-at-end", ">=26",
		"lib/internal/http2/core.js onStreamClose(code, peerReset), 24.21.0 → 26.10.0",
		"RST_STREAM with NO_ERROR from the peer destroys the stream at the end of its data without waiting for its own writes.")
	// H2DestroySettlesWrite …
	H2DestroySettlesWrite = behaviour("h2-stream-destroy-settles-write", ">=26",
		"lib/internal/http2/core.js Http2Stream._destroy, 24.21.0 → 26.10.0",
		"Destroying a stream calls back the write that was under way.")
	// H2LateHeadersRefused …
	H2LateHeadersRefused = behaviour("h2-headers-after-destroy-refused", ">=26",
		"lib/internal/http2/core.js onSessionHeaders, 24.21.0 → 26.10.0",
		"A request that arrives in the chunk during which the session was destroyed is refused.")
	// H2WriteSkipsEndCheck …
	H2WriteSkipsEndCheck = behaviour("h2-trailers-skip-end-check", ">=24.21.0 <25 || >=26",
		"lib/internal/http2/core.js kWriteGeneric, 22.23.3 → 24.21.0; 25.9.0 has the old one",
		"While trailers are awaited, a write does not wait for the tick that looks whether it was the last.")
	// H2HeaderTokens …
	H2HeaderTokens = behaviour("h2-header-names-checked-as-tokens", ">=22.23.3 <23 || >=24",
		"lib/internal/http2/util.js buildNgHeaderString, 23.7.0 → 22.23.3",
		"Every header name must be a token; before, only a space was refused, and request() destroyed the session for the rest.")
	// H2RawHeaders …
	H2RawHeaders = behaviour("h2-headers-as-array", ">=22.23.3 <23 || >=24",
		"lib/internal/http2/core.js request and respond, 23.7.0 → 22.23.3",
		"request() and respond() take headers as a flat array too.")
	// H2StrictSingleValue …
	H2StrictSingleValue = behaviour("h2-strict-single-value-fields", ">=24",
		"lib/internal/http2/core.js kStrictSingleValueFields, 22.23.3 → 24.21.0",
		"The option strictSingleValueFields: false allows single-value header fields several times.")
	// H2PriorityGone …
	H2PriorityGone = behaviour("h2-priority-removed", ">=22.23.3 <23 || >=24",
		"lib/internal/http2/core.js Http2Stream.prototype.priority, 23.7.0 → 22.23.3 (DEP0194)",
		"stream.priority() does nothing, and the weight option of request() is ignored.")
	// H2ValidatedOptions …
	H2ValidatedOptions = behaviour("h2-request-options-typed-errors", ">=20",
		"lib/internal/http2/core.js setAndValidatePriorityOptions, 18.20.8 → 20.20.2",
		"Wrong request() options throw ERR_INVALID_ARG_TYPE instead of ERR_INVALID_ARG_VALUE.")
	// H2CustomSettings …
	H2CustomSettings = behaviour("h2-custom-settings", ">=20",
		"lib/internal/http2/util.js updateSettingsBuffer, 18.20.8 → 20.20.2",
		"Settings may have customSettings, and sessions remoteCustomSettings.")
	// H2WindowSizeLimit …
	H2WindowSizeLimit = behaviour("h2-initial-window-size-31-bits", ">=20.20.2 <21 || >=22.23.3 <23 || >=24",
		"lib/internal/http2/core.js validateSettings, 23.7.0 → 22.23.3",
		"initialWindowSize may not exceed 2^31-1.")
	// H2WriteHeadClosed …
	H2WriteHeadClosed = behaviour("h2-write-head-on-closed-stream", ">=20.20.2 <21 || >=22.23.3 <23 || >=24",
		"lib/internal/http2/compat.js writeHead, 23.7.0 → 22.23.3",
		"response.writeHead() does nothing on a stream that is closed but not yet destroyed.")
	// H2AppendHeader …
	H2AppendHeader = behaviour("h2-response-append-header", ">=20",
		"lib/internal/http2/compat.js appendHeader, 18.20.8 → 20.20.2",
		"The compatibility response has appendHeader(), and writeHead() with an array keeps duplicates.")
	// H2WriteInformation …
	H2WriteInformation = behaviour("h2-response-write-information", ">=24.21.0 <25 || >=26",
		"lib/internal/http2/compat.js writeInformation, 22.23.3 → 24.21.0; not in 25.9.0",
		"The compatibility response has writeInformation().")
	// H2ProxyDestroy …
	H2ProxyDestroy = behaviour("h2-session-socket-destroy", ">=24.21.0 <25 || >=26",
		"lib/internal/http2/core.js proxySocketHandler, 22.23.3 → 24.21.0; 25.9.0 throws",
		"session.socket.destroy() destroys the session instead of throwing.")
	// H2DisassociateLate …
	H2DisassociateLate = behaviour("h2-destroy-keeps-handle-of-streams", ">=24.21.0 <25 || >=26",
		"lib/internal/http2/core.js closeSession, 22.23.3 → 24.21.0; 25.9.0 looks after the streams are destroyed",
		"session.destroy() takes hold of socket and handle before it destroys the streams.")

	// The protocol library. Numbers are of nghttp2 inside: 1.57 (18.18.2), 1.61
	// (18.20.8, 20.20.2), 1.64 (23.7.0), 1.68 (25.9.0), 1.69 (22.23.3), 1.70 (24.21.0, 26.10.0).

	// H2UrgencyScheduler …
	H2UrgencyScheduler = behaviour("h2-data-first-in-first-out", ">=22.23.3 <23 || >=24",
		"nghttp2 1.65 (RFC 9218 only)",
		"DATA of several streams leaves stream by stream in order of age; before, frame by frame in turns.")
	// H2ResetKnownOnly …
	H2ResetKnownOnly = behaviour("h2-no-reset-of-closed-streams", ">=22.23.3 <23 || >=24",
		"nghttp2 1.65 to 1.68; NODE_DEBUG_NATIVE=http2 of 23.7.0 and 25.9.0 with write(); close()",
		"RST_STREAM is not sent on a stream that has ended in both directions meanwhile.")
	// H2ContinuationLimit …
	H2ContinuationLimit = behaviour("h2-continuation-limit", ">=18.20.0",
		"nghttp2 1.61 (CVE-2024-28182)",
		"More than 8 CONTINUATION frames end the session.")
	// H2Glitches …
	H2Glitches = behaviour("h2-glitch-limit", ">=22.23.3 <23 || >=24",
		"nghttp2 1.65 (glitch rate limit)",
		"Many odd but legal frames end the session with ENHANCE_YOUR_CALM.")
	// H2StreamTable168 …
	H2StreamTable168 = behaviour("h2-stream-table-1.68", ">=24 <24.21.0 || >=25 <26",
		"nghttp2 1.68",
		"A GOAWAY closes the streams it does not cover in an order of its own.")
	// H2StreamTable169 …
	H2StreamTable169 = behaviour("h2-stream-table-1.69", ">=22.23.3 <23 || >=24.21.0 <25 || >=26",
		"nghttp2 1.69",
		"A GOAWAY closes the streams it does not cover in yet another order; odd frames are borne ten times longer.")
	// H2LateResets: nghttp2 1.69.
	H2LateResets = behaviour("h2-late-resets-cancelled", ">=22.23.3 <23 || >=24.21.0 <25 || >=26",
		"nghttp2#2578, seen with strace at 24.21.0 and not at 25.9.0",
		"RST_STREAM that a program asked for is not sent if its stream has closed by the time the frame's turn comes, for instance by a GOAWAY in front of it.")
	// H2BodyErrors …
	H2BodyErrors = behaviour("h2-body-length-errors-reported", ">=22.23.3 <23 || >=24.21.0 <25 || >=26",
		"nghttp2 1.69",
		"A body that contradicts its content-length destroys the session with ERR_HTTP2_ERROR instead of resetting the stream; so does an overflow of a stream's window.")
)
