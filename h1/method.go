package h1

// Method is a request method that the parser knows. HTTP allows any token (RFC
// 9110, section 9.1); Node's parser knows a fixed list and so does this one.
type Method uint8

// The known methods: HTTP, WebDAV and friends, then those of RTSP.
const (
	MethodNone Method = iota
	MethodDelete
	MethodGet
	MethodHead
	MethodPost
	MethodPut
	MethodConnect
	MethodOptions
	MethodTrace
	MethodCopy
	MethodLock
	MethodMkcol
	MethodMove
	MethodPropfind
	MethodProppatch
	MethodSearch
	MethodUnlock
	MethodBind
	MethodRebind
	MethodUnbind
	MethodACL
	MethodReport
	MethodMkactivity
	MethodCheckout
	MethodMerge
	MethodMSearch
	MethodNotify
	MethodSubscribe
	MethodUnsubscribe
	MethodPatch
	MethodPurge
	MethodMkcalendar
	MethodLink
	MethodUnlink
	MethodSource
	MethodPri
	MethodDescribe
	MethodAnnounce
	MethodSetup
	MethodPlay
	MethodPause
	MethodTeardown
	MethodGetParameter
	MethodSetParameter
	MethodRedirect
	MethodRecord
	MethodFlush
	MethodQuery
	methodCount
)

var methodNames = [methodCount]string{"",
	"DELETE", "GET", "HEAD", "POST", "PUT", "CONNECT", "OPTIONS", "TRACE", "COPY", "LOCK",
	"MKCOL", "MOVE", "PROPFIND", "PROPPATCH", "SEARCH", "UNLOCK", "BIND", "REBIND", "UNBIND",
	"ACL", "REPORT", "MKACTIVITY", "CHECKOUT", "MERGE", "M-SEARCH", "NOTIFY", "SUBSCRIBE",
	"UNSUBSCRIBE", "PATCH", "PURGE", "MKCALENDAR", "LINK", "UNLINK", "SOURCE", "PRI",
	"DESCRIBE", "ANNOUNCE", "SETUP", "PLAY", "PAUSE", "TEARDOWN", "GET_PARAMETER",
	"SET_PARAMETER", "REDIRECT", "RECORD", "FLUSH", "QUERY",
}

// String returns the method as it is written on the wire.
func (m Method) String() string {
	if m < methodCount {
		return methodNames[m]
	}
	return ""
}

// overHTTP says whether the method may be used with HTTP/x.x.
func (m Method) overHTTP() bool {
	return m <= MethodPri || m == MethodQuery
}

// overRTSP says whether the method may be used with RTSP/x.x. GET and POST are
// what AirPlay sends.
func (m Method) overRTSP() bool {
	return m >= MethodDescribe && m <= MethodFlush ||
		m == MethodOptions || m == MethodGet || m == MethodPost
}

// methodTrie finds a method byte by byte, so that the first byte that no method
// has is known by its offset.
type methodTrie struct {
	next   [][methodSymbols]uint8 // node, symbol → node; 0 is "no such method"
	method []Method               // node → the method that ends here
}

// methodSymbols is the size of the alphabet: A to Z, '-', '_' and a symbol for
// everything else, which leads nowhere.
const methodSymbols = 29

var (
	methodSymbol [256]uint8
	methods      = newMethodTrie()
)

func newMethodTrie() *methodTrie {
	for c := range methodSymbol {
		methodSymbol[c] = symbolOf(byte(c))
	}
	t := &methodTrie{next: make([][methodSymbols]uint8, 1), method: make([]Method, 1)}
	for m := MethodNone + 1; m < methodCount; m++ {
		t.add(m)
	}
	return t
}

func symbolOf(c byte) uint8 {
	switch {
	case c >= 'A' && c <= 'Z':
		return c - 'A'
	case c == '-':
		return 26
	case c == '_':
		return 27
	}
	return 28
}

func (t *methodTrie) add(m Method) {
	node := uint8(0)
	for _, c := range []byte(methodNames[m]) {
		s := methodSymbol[c]
		if t.next[node][s] == 0 {
			t.next[node][s] = uint8(len(t.next))
			t.next = append(t.next, [methodSymbols]uint8{})
			t.method = append(t.method, MethodNone)
		}
		node = t.next[node][s]
	}
	t.method[node] = m
}
