package versions

// HTTP/1. Sources are lib/_http_*.js and the llhttp of the versions named,
// compared with each other.
var (
	// HTTPChunkExtensionLimit: CVE-2024-22019, Node 18.19.1 and 20.11.1.
	HTTPChunkExtensionLimit = behaviour("http-chunk-extension-limit", ">=18.19.1", "h1/testdata, 18.18.2 and 18.20.8 (llhttp 6.1.1)",
		"Chunk extensions are limited to 16 KiB (413), and folded field values and spaces behind a chunk size are refused.")
	// LLHTTP9: Node 20.
	LLHTTP9 = behaviour("llhttp-9", ">=20", "process.versions.llhttp, h1/testdata",
		"The parser is strict about line ends, field names, status codes and chunk extensions, and refuses data behind Connection: close.")
	// LLHTTP93: llhttp 9.3.
	LLHTTP93 = behaviour("llhttp-9.3", ">=20.20 <21 || >=22.20 <23 || >=24", "process.versions.llhttp, h1/testdata (9.2.1 at 23.7.0)",
		"The parser also knows RTSP and ICE in status lines.")
	// LLHTTP94: llhttp 9.4.
	LLHTTP94 = behaviour("llhttp-9.4", ">=22.23 <23 || >=24.21 <25 || >=26", "process.versions.llhttp, h1/testdata",
		"The parser takes a TAB as whitespace behind Content-Length and refuses an empty Transfer-Encoding.")

	// HTTPCloseClosesIdle: PR #43522 (19), backported to 18.19 and reverted in 18.20.3.
	HTTPCloseClosesIdle = behaviour("http-server-close-closes-idle", ">=18.19.0 <18.20.3 || >=19", "nodejs/node#43522, lib/_http_server.js httpServerPreClose",
		"server.close() closes connections that wait for a request.")
	// HTTPConnectionsFromListening: 18.20.
	HTTPConnectionsFromListening = behaviour("http-connections-from-listening", ">=18.20", "lib/_http_server.js at 18.20.8, setupConnectionsTracking (in the constructor at 18.18.2)",
		"The server checks its connections' timeouts from 'listening' on; before, from its construction on.")
	// HTTPMaxHeadersRefused: 22.23, 24.21, 26.
	HTTPMaxHeadersRefused = behaviour("http-max-headers-refused", ">=22.23 <23 || >=24.21 <25 || >=26", "seen with real Node: a request with maxHeadersCount + 1 lines",
		"A request with more header lines than maxHeadersCount (1000 by default) is answered with 431; before, those beyond it were left out of headers.")
	// HTTPHeaderLinesCapped: 22, 24.
	HTTPHeaderLinesCapped = behaviour("http-header-lines-capped", ">=22.23 <23 || >=24", "lib/_http_common.js at 22.23.3, parserOnHeaders (by groups of 31 lines at 23.7.0)",
		"rawHeaders of a message with more lines than maxHeadersCount is cut exactly.")
	// HTTPIdleBeforeFirst: 26.
	HTTPIdleBeforeFirst = behaviour("http-idle-before-first-request", ">=26", "corpus 10 and 38 at 26.10.0 (src/node_http_parser.cc ConnectionsList::Idle)",
		"closeIdleConnections also closes connections on which nothing has come yet.")
	// HTTPKeepAliveBuffer: 20.
	HTTPKeepAliveBuffer = behaviour("http-keep-alive-buffer", ">=20", "lib/_http_server.js at 20.20.2, resOnFinish",
		"An idle connection is closed a second later than keepAliveTimeout says.")
	// HTTPKeepAliveBufferOption: 22.23 and 24.
	HTTPKeepAliveBufferOption = behaviour("http-keep-alive-buffer-option", ">=22.23 <23 || >=24", "lib/_http_server.js at 22.23.3 and 24.21.0 (absent at 23.7.0)",
		"That second is the option keepAliveTimeoutBuffer.")
	// HTTPRequireHost: 20.
	HTTPRequireHost = behaviour("http-require-host", ">=20", "lib/_http_server.js at 20.20.2, parserOnIncoming",
		"A request of HTTP/1.1 without Host is answered with 400.")
	// HTTPServerOptionsObject: 20.
	HTTPServerOptionsObject = behaviour("http-server-options-object", ">=20", "lib/_http_server.js at 20.20.2, Server (18.20.8 takes any object)",
		"createServer refuses an array as options.")
	// HTTPCloseReturnsServer: 20.
	HTTPCloseReturnsServer = behaviour("http-close-returns-server", ">=19", "lib/_http_server.js at 20.20.2, close",
		"server.close() returns the server; before, nothing.")
	// HTTPWarnUnclosedSocket: until 20.
	HTTPWarnUnclosedSocket = behaviour("http-warn-unclosed-socket", "<20", "lib/_http_server.js at 18.20.8, socketOnError",
		"A second error on a socket while 'clientError' is handled gives a warning.")
	// HTTPWriteHeadAppends: 22.
	HTTPWriteHeadAppends = behaviour("http-write-head-appends", ">=22", "lib/_http_server.js at 22.23.3, writeHead",
		"writeHead with an array keeps repeated names when headers were set before.")
	// HTTPWriteHeadChecksFirst: 20.
	HTTPWriteHeadChecksFirst = behaviour("http-write-head-checks-first", ">=20", "lib/_http_server.js at 20.20.2, writeHead",
		"A second writeHead throws before it touches anything.")
	// HTTPAbortsOutgoing: 24.
	HTTPAbortsOutgoing = behaviour("http-aborts-outgoing", ">=24.21 <25 || >=26", "lib/_http_server.js at 24.21.0, abortOutgoing (absent at 25.9.0)",
		"Responses that wait for their turn are destroyed when the connection closes.")
	// HTTPUpgradeNeedsListener: 22.23 and 24.
	HTTPUpgradeNeedsListener = behaviour("http-should-upgrade-callback", ">=22.23 <23 || >=24", "lib/_http_server.js at 22.23.3 and 24.21.0, shouldUpgradeCallback",
		"The option shouldUpgradeCallback decides whether a request is an upgrade.")
	// HTTPResetsTimeoutFirst: 22.23, 24.21.
	HTTPResetsTimeoutFirst = behaviour("http-resets-timeout-on-headers", ">=20 <23 || >=24.21", "lib/_http_server.js at 20.20.2 and 24.21.0, parserOnIncoming (onParserExecuteCommon at 18.20.8 and 23.7.0)",
		"The keep-alive timeout ends with the next request's header block; before, with any byte.")
	// HTTPDrainWhenEmpty: 24.21.
	HTTPDrainWhenEmpty = behaviour("http-drain-when-empty", ">=24.21 <25 || >=26", "lib/_http_server.js at 24.21.0, socketOnDrain",
		"A response emits 'drain' only when nothing of it waits.")
	// HTTPTimeoutsSanitized: 24.21.
	HTTPTimeoutsSanitized = behaviour("http-timeouts-sanitized", ">=24.21 <25 || >=26", "lib/_http_server.js at 24.21.0, checkConnections",
		"headersTimeout and requestTimeout that are no finite numbers count as 0.")
	// HTTPWriteInformation: 24.21, 26.
	HTTPWriteInformation = behaviour("http-write-information", ">=24.21 <25 || >=26", "lib/_http_server.js at 24.21.0",
		"response.writeInformation(statusCode, headers).")
	// HTTPEarlyHintsChecked: 24.21, 25.
	HTTPEarlyHintsChecked = behaviour("http-early-hints-checked", ">=24.21", "lib/_http_server.js at 24.21.0 and 25.9.0, writeEarlyHints",
		"writeEarlyHints checks the names and values that it is given.")
	// HTTPOptimizeEmpty: 24.
	HTTPOptimizeEmpty = behaviour("http-optimize-empty-requests", ">=24", "lib/_http_server.js at 24.21.0 and 25.9.0, kOptimizeEmptyRequests (absent at 23.7.0)",
		"The option optimizeEmptyRequests: requests without body emit neither 'end' nor 'close'.")
	// LinkOneLine: 24.
	LinkOneLine = behaviour("early-hints-link-one-line", ">=24", "lib/internal/validators.js at 24.21.0 and 25.9.0, linkValueRegExp",
		"writeEarlyHints refuses a link with a line end in its target.")
	// HTTPValidation: 24.21, 26.
	HTTPValidation = behaviour("http-validation-option", ">=24.21 <25 || >=26", "lib/_http_common.js at 24.21.0 and 26.10.0, calculateLenientFlags (absent at 25.9.0)",
		"The option httpValidation, and insecureHTTPParser allows control characters in field values that are sent.")
	// HTTPUpgradeStream: 26.
	HTTPUpgradeStream = behaviour("http-upgrade-keeps-body", ">=26", "lib/_http_server.js at 26.10.0, UpgradeStream",
		"The body of a request that upgrades is read before the connection is handed over.")

	// HTTPChunksJoined: 22.
	HTTPChunksJoined = behaviour("http-corked-chunks-joined", ">=22", "lib/_http_outgoing.js at 22.23.3, kChunkedBuffer",
		"Writes to a corked message become one chunk.")
	// HTTPWriteCorksMessage: 26.
	HTTPWriteCorksMessage = behaviour("http-write-corks-message", ">=26", "lib/_http_outgoing.js at 26.10.0, write_",
		"write() corks the message until the next tick, not its socket, so that writes of one tick become one chunk.")
	// HTTPEndCallbacksFirst: 24.21, 26.
	HTTPEndCallbacksFirst = behaviour("http-end-callbacks-first", ">=24.21 <25 || >=26", "lib/_http_outgoing.js at 24.21.0, onFinish",
		"The callback of end() runs before 'finish', learns of errors, and writableFinished says what 'finish' says.")
	// HTTPErrorNotAfterDestroy: 20.
	HTTPErrorNotAfterDestroy = behaviour("http-error-not-after-destroy", ">=20", "lib/_http_outgoing.js at 20.20.2, onError (_closed at 18.20.8)",
		"A message that was destroyed emits no error for a write after end.")
	// HTTPRemovedConnectionKeeps: 20.
	HTTPRemovedConnectionKeeps = behaviour("http-removed-connection-keeps", ">=20", "lib/_http_outgoing.js at 20.20.2, _storeHeader",
		"Removing the Connection header leaves keep-alive as it was; before, it closed the connection.")
	// HTTPNeitherFramingCloses: 20.
	HTTPNeitherFramingCloses = behaviour("http-neither-framing-closes", ">=20", "lib/_http_outgoing.js at 20.20.2, _storeHeader",
		"A message from which both Content-Length and Transfer-Encoding were removed ends with the connection.")
	// HTTPContentLengthNumber: 20, not 23.7.
	HTTPContentLengthNumber = behaviour("http-content-length-number", ">=20 <23 || >=24", "lib/_http_outgoing.js, matchHeader (a string at 18.20.8 and 23.7.0)",
		"A Content-Length that was set as text is compared as a number.")
	// HTTPDestroyCloses: 24.21.
	HTTPDestroyCloses = behaviour("http-destroy-without-socket-closes", ">=24.21 <25 || >=26", "lib/_http_outgoing.js at 24.21.0, destroy",
		"Destroying a message without a socket emits 'close'; before, it waited for a socket to destroy.")
	// HTTPUncorkDrains: 24.21.
	HTTPUncorkDrains = behaviour("http-uncork-drains", ">=24.21 <25 || >=26", "lib/_http_outgoing.js at 24.21.0, uncork",
		"uncork() emits 'drain' if nothing waits any more.")
	// HTTPSetHeadersJoinsCookies: 20.
	HTTPSetHeadersJoinsCookies = behaviour("http-set-headers-cookies", ">=20", "lib/_http_outgoing.js at 20.20.2, setHeaders",
		"setHeaders keeps every set-cookie.")
	// HTTPHeadersGetters: until 23.
	HTTPHeadersGetters = behaviour("http-underscore-headers", "<24", "lib/_http_outgoing.js at 23.7.0 (absent at 24.21.0)",
		"Messages have the deprecated properties _headers and _headerNames.")

	// HTTPDestroyEndedAtOnce: 26.
	HTTPDestroyEndedAtOnce = behaviour("http-incoming-closes-at-once", ">=26", "lib/_http_incoming.js at 26.10.0, _destroy",
		"A message that was read to its end closes on the next tick, not one later.")
	// HTTPDumpReads: 26.
	HTTPDumpReads = behaviour("http-dump-reads", ">=26", "lib/_http_incoming.js at 26.10.0, _dump",
		"A complete message without body is drained by a read, without 'resume'.")
	// HTTPDistinctNullProto: 20, not 23.7.
	HTTPDistinctNullProto = behaviour("http-distinct-null-prototype", ">=20 <23 || >=24", "lib/_http_incoming.js, headersDistinct",
		"headersDistinct and trailersDistinct have no prototype.")
	// HTTPIncomingSignal: 24.21, 26.
	HTTPIncomingSignal = behaviour("http-incoming-signal", ">=24.21 <25 || >=26", "lib/_http_incoming.js at 24.21.0",
		"message.signal aborts when the connection closes.")
	// HTTPSkipsPending: 22, 24.
	HTTPSkipsPending = behaviour("http-skips-second-response", ">=22.23 <23 || >=24", "lib/_http_client.js at 22.23.3, parserOnIncomingClient (absent at 23.7.0)",
		"A second response to one request is swallowed whole; before, its body went to the first one.")

	// HTTPAgentKeepAlive: 19.
	HTTPAgentKeepAlive = behaviour("http-global-agent-keep-alive", ">=19", "lib/_http_agent.js at 20.20.2",
		"The global agent keeps connections alive, for five seconds.")
	// HTTPAgentServerHint: 20.
	HTTPAgentServerHint = behaviour("http-agent-server-hint", ">=20", "lib/_http_agent.js at 20.20.2, keepSocketAlive",
		"The agent closes an idle connection before the server's Keep-Alive timeout does.")
	// HTTPFreeSocketGuard: 22.23, 24.21, 26.
	HTTPFreeSocketGuard = behaviour("http-free-socket-guard", ">=22.23 <23 || >=24.21 <25 || >=26", "lib/_http_agent.js at 22.23.3, installFreeSocketDataGuard",
		"Bytes on an idle connection of the agent destroy it.")
	// HTTPFinishNotDestroyed: 22, 24.
	HTTPFinishNotDestroyed = behaviour("http-request-finish-not-destroyed", ">=22.23 <23 || >=24", "lib/_http_client.js at 22.23.3, requestOnFinish (absent at 23.7.0)",
		"A request that was destroyed gives no connection back when it finishes.")
)

// The client.
var (
	// HTTPSocketErrorEarly: 24.21, 25, 26.
	HTTPSocketErrorEarly = behaviour("http-client-listens-early", ">=24.21", "lib/_http_client.js at 24.21.0 and 25.9.0, onSocket (tickOnSocket at 23.7.0)",
		"A request listens for its socket's errors from the moment it is given one; before, from the next tick on.")
	// HTTPFreedSocketUnheard: 24.21, 26.
	HTTPFreedSocketUnheard = behaviour("http-client-unlistens-freed", ">=24.21 <25 || >=26", "lib/_http_client.js at 24.21.0, onSocketNT (absent at 25.9.0)",
		"A socket that goes back to the agent unused loses the request's error listener.")
	// HTTPDoneNotDestroyed: 26.
	HTTPDoneNotDestroyed = behaviour("http-client-done-not-destroyed", ">=26", "lib/_http_client.js at 26.10.0, destroy",
		"destroy() of a request whose response has come whole leaves the socket alone.")
	// HTTPAgentTimeoutOfRequest: 22.23, 24.
	HTTPAgentTimeoutOfRequest = behaviour("http-agent-timeout-of-request", ">=22.23 <23 || >=24", "lib/_http_agent.js at 22.23.3, createSocket",
		"A socket that the agent makes for a queued request gets that request's timeout.")
	// HTTPAgentHintBuffer: 22.23, 24.
	HTTPAgentHintBuffer = behaviour("http-agent-keep-alive-timeout-buffer", ">=22.23 <23 || >=24", "lib/_http_agent.js at 22.23.3",
		"The agent's option agentKeepAliveTimeoutBuffer, and defaultPort and protocol from its options.")
	// HTTPSetDefaultHeaders: 22.23, 24.
	HTTPSetDefaultHeaders = behaviour("http-set-default-headers", ">=22.23 <23 || >=24", "lib/_http_client.js at 22.23.3, setDefaultHeaders",
		"The option setDefaultHeaders of requests.")
	// HTTPConnectionsAsMade: 26.
	HTTPConnectionsAsMade = behaviour("http-connections-as-made", ">=26", "seen at 26.10.0, not at 25.9.0; src/node_http_parser.cc ParserComparator",
		"closeAllConnections and closeIdleConnections go through the connections in the order in which they were made; before, those without a message in progress come first.")
	// HTTPConnectHost: 26.
	HTTPConnectHost = behaviour("http-connect-host", ">=26", "lib/_http_client.js at 26.10.0",
		"The Host of a CONNECT request is its path.")
)
