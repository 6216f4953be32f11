package versions

// fetch and the web streams. Sources are the undici that the versions named carry
// (lib/internal/deps/undici/undici.js, process.versions.undici) and lib/internal/webstreams.
var (
	// GlobalFile: 20.
	GlobalFile = behaviour("global-file", ">=20", "seen with real Node: typeof File", "File is a global.")
	_          = behaviour("fetch-not-async", ">=20", "lib/internal/process/pre_execution.js at 18.20.8, fetch",
		"fetch is no async function around undici's: its promise settles three jobs earlier.")
	_ = behaviour("fetch-turns-in-microtasks", ">=20", "undici 6.24.1, Client[kDispatch] and _resume (process.nextTick in 5.29.0)",
		"A connection of fetch's is free, and a request with a body begins, in a microtask; before, in a tick.")
	_ = behaviour("fetch-connects-by-callback", ">=24", "undici 7.24.4, connect (an async function in 6.28.1)",
		"fetch goes on in the callback of the connector, not a job later.")
	_ = behaviour("fetch-awaits-scheme-once", ">=24", "undici 7.24.4, mainFetch (an async function inside it in 6.21.1)",
		"What a fetch gives settles a job earlier.")
	_ = behaviour("fetch-keep-alive-margin-2s", ">=20", "undici 6.24.1, keepAliveTimeoutThreshold (1 s in 5.29.0)",
		"fetch closes an idle connection two seconds before the server's Keep-Alive timeout; before, one.")
	_ = behaviour("fetch-timers-count-ticks", ">=20", "undici 6.24.1, lib/util/timers.js",
		"fetch's coarse timers count ticks of 499 ms, and the keep-alive time is an ordinary timer; before, all ran on a tick of 1 s.")
	_ = behaviour("fetch-idle-socket-validation", ">=22.23 <23 || >=24.21 <25 || >=26", "undici 6.28.1, 7.29.1 and 8.10.2, kIdleSocketValidation (absent from 7.24.4)",
		"fetch lets the loop turn once before it uses an idle connection again.")
	_ = behaviour("fetch-body-unusable-why", ">=20", "undici 6.24.1, consumeBody", "The error of a body that is read twice says so.")
	_ = behaviour("fetch-body-says-aborted", "<24", "undici 6.21.1, throwIfAborted (absent from 7.24.4)", "Reading the body of a response whose fetch was aborted rejects with an AbortError of its own.")
	_ = behaviour("fetch-body-bytes", ">=20", "seen with real Node", "Request, Response and Blob have bytes().")
	_ = behaviour("fetch-warns-patch", ">=20", "undici 6.24.1, Request", "The method patch in lower case gives a warning.")
	_ = behaviour("fetch-takes-zstd", ">=26", "undici 8.10.2, httpNetworkOrCacheFetch", "Over TLS, fetch takes zstd.")
	_ = behaviour("webstreams-done-first", ">=26", "seen with real Node", "What a reader gives lists done before value.")
)
