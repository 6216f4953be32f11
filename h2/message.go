package h2

import "golang.org/x/net/http2/hpack"

// message is what HTTP semantics demand of the peer's half of a stream (RFC 9113 section 8).
type message struct {
	seen          pseudoSet
	regular       bool // a regular field was seen: no pseudo-header field may follow
	head, connect bool // the request's method
	options       bool
	pathSlash     bool // :path begins with a slash
	pathStar      bool // :path is an asterisk
	schemeHTTP    bool // :scheme is http or https
	interim       bool // a 1xx was received: a final response must follow
	status        int
	length        int64 // content-length, -1 for none
	received      int64 // octets of body
	priority      priorityField
}

type pseudoSet uint8

const (
	pseudoAuthority pseudoSet = 1 << iota
	pseudoPath
	pseudoMethod
	pseudoScheme
	pseudoHost
	pseudoStatus
	pseudoProtocol

	requestNeeds = pseudoMethod | pseudoPath | pseudoScheme
)

func (m *message) reset() { *m = message{length: -1, status: -1} }

// nextBlock forgets what belonged to one header block, but not the request's method.
func (m *message) nextBlock() {
	*m = message{length: -1, status: -1, head: m.head, connect: m.connect, options: m.options, received: m.received}
}

// recordMethod remembers, of a request of ours, what decides how the answer is framed.
func (m *message) recordMethod(fields []hpack.HeaderField) {
	for i := range fields {
		if fields[i].Name == ":method" {
			m.head, m.connect = fields[i].Value == "HEAD", fields[i].Value == "CONNECT"
			return
		}
	}
}

// requestComplete checks the block as a whole (RFC 9113 section 8.3.1 and 8.5).
func (m *message) requestComplete(push bool) bool {
	const target = pseudoAuthority | pseudoHost
	if m.connect && m.seen&pseudoProtocol == 0 {
		if m.seen&(pseudoScheme|pseudoPath) != 0 || m.seen&pseudoAuthority == 0 || push {
			return false
		}
		m.length = -1
		return true
	}
	if m.seen&requestNeeds != requestNeeds || m.seen&target == 0 || (m.connect && push) {
		return false
	}
	if m.seen&pseudoProtocol != 0 && (!m.connect || m.seen&pseudoAuthority == 0) {
		return false
	}
	if m.schemeHTTP && !m.pathSlash && !(m.options && m.pathStar) {
		return false
	}
	if push { // the stream's next block is the answer
		m.nextBlock()
	}
	return true
}

// responseComplete checks an answer's block; after a 1xx another answer must come.
func (m *message) responseComplete() bool {
	if m.seen&pseudoStatus == 0 {
		return false
	}
	if m.status/100 == 1 {
		m.nextBlock()
		m.interim = true
		return true
	}
	m.interim = false
	if m.head || m.status == 304 || m.status == 204 {
		m.length = 0
	} else if m.connect {
		m.length = -1
	}
	return true
}

// body books n octets of DATA; false means that they cannot belong to the message.
func (m *message) body(n int) bool {
	m.received += int64(n)
	return !m.interim && (m.length == -1 || m.received <= m.length)
}

// end checks that the message may end here (RFC 9113 section 8.1.1).
func (m *message) end() bool {
	return !m.interim && (m.length == -1 || m.length == m.received)
}
