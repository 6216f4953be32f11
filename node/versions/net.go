package versions

// Sockets and servers. Sources are lib/net.js and lib/internal/stream_base_commons.js
// of the versions named, compared with each other.
var (
	// NetAutoSelectFamily: Node 20 (PR #46790).
	NetAutoSelectFamily = behaviour("net-auto-select-family", ">=20", "nodejs/node#46790, lib/net.js at 20.20.2",
		"A connect by name tries the addresses of both families in turn by default (happy eyeballs).")
	// NetAttemptTimeout500: Node 25.
	NetAttemptTimeout500 = behaviour("net-attempt-timeout-500", ">=25", "net.getDefaultAutoSelectFamilyAttemptTimeout() at 25.9.0 and 24.21.0",
		"An address gets 500 ms before the next is tried; before, 250 ms.")
	// NetConnectionAttemptEvents: Node 20.12 and 21.6 (PR #51045).
	NetConnectionAttemptEvents = behaviour("net-connection-attempt-events", ">=20.12", "nodejs/node#51045, lib/net.js at 20.20.2 (absent at 18.20.8)",
		"A connecting socket emits connectionAttempt, connectionAttemptFailed and connectionAttemptTimeout.")
	// NetSingleAddressIsPlain: absent at 18.
	NetSingleAddressIsPlain = behaviour("net-single-address-is-plain", ">=20", "lib/net.js at 20.20.2, lookupAndConnectMultiple",
		"A name with one address is connected to as if the address had been given, so that its error is no AggregateError.")
	// NetWriteErrorBeforeDestroyed: Node 22.
	NetWriteErrorBeforeDestroyed = behaviour("net-write-error-before-destroyed", ">=22", "lib/internal/stream_base_commons.js at 22.23.3, onWriteComplete (other way round at 20.20.2)",
		"A write that fails on a socket which was destroyed meanwhile gives its error to the callback; before, it counts as done.")
	// NetFinalWaitsForConnecting: Node 22.
	NetFinalWaitsForConnecting = behaviour("net-final-waits-for-connecting", ">=22", "lib/net.js at 22.23.3, _final (this.pending at 20.20.2)",
		"end() on a socket that never was connected finishes at once; before, it waits for a connection.")
	// NetMaxConnectionsZero: Node 22.
	NetMaxConnectionsZero = behaviour("net-max-connections-zero", ">=22", "lib/net.js at 22.23.3, onconnection",
		"server.maxConnections = 0 drops every connection; before, it means no limit.")
	// NetConnectListenerFirst: Node 20.
	NetConnectListenerFirst = behaviour("net-connect-listener-first", ">=20", "lib/net.js at 20.20.2, Socket.prototype.connect",
		"connect(options, cb) adds cb before it checks the options.")
	// NetListenLooksUpAll: Node 22.
	NetListenLooksUpAll = behaviour("net-listen-looks-up-all", ">=22", "lib/net.js at 22.23.3, lookupAndListen",
		"listen(port, host) picks the first address that is not link-local.")
	// NetCloseInvalidatesListen: absent at 18.
	NetCloseInvalidatesListen = behaviour("net-close-invalidates-listen", ">=20", "lib/net.js at 20.20.2, _listeningId",
		"close() before the host name of listen() is resolved cancels the listen.")
	// NetHostNullBytes: 22.23, 24.21 and 26.
	NetHostNullBytes = behaviour("net-host-null-bytes", ">=22.23 <23 || >=24.21 <25 || >=26", "lib/net.js at 22.23.3, 24.21.0 and 26.10.0 (absent at 23.7.0 and 25.9.0)",
		"A host name with a null byte is refused.")
)
