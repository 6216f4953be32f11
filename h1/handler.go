package h1

// Verdict is the handler's answer to a complete header block.
type Verdict uint8

const (
	// Proceed reads the body that the header block announces.
	Proceed Verdict = iota
	// SkipBody expects no body, whatever the header block says: the answer to a
	// HEAD request (RFC 9112, section 6.3, rule 1).
	SkipBody
	// Upgrade expects no body and hands the connection over: Execute stops
	// behind the header block.
	Upgrade
	// Again asks the same once more: the handler has paused the parser and wants
	// to go first.
	Again
)

// Head is what the parser has understood of one message's start line and header
// block. It is valid during OnHeadersComplete only.
type Head struct {
	// Kind is Request or Response, also for a parser of kind Both.
	Kind Kind
	// Method is the request's method; MethodNone in a response.
	Method Method
	// Status is the response's status code; 0 in a request.
	Status int
	// Major and Minor are the protocol version. A request line without a
	// version is 0.9.
	Major, Minor uint8
	// Upgrade says that the bytes behind this message may belong to another
	// protocol (RFC 9110, sections 7.8 and 9.3.6).
	Upgrade bool
	// ShouldKeepAlive says that the connection may carry another message after
	// this one (RFC 9112, section 9.3), as far as the header block can tell.
	ShouldKeepAlive bool
	// ContentLength is the announced body size in bytes, if HasContentLength.
	ContentLength    uint64
	HasContentLength bool
	// Chunked says that the body is framed by the chunked transfer coding.
	Chunked bool
}

// Handler receives what a Parser finds. Byte slices are valid during the call
// only: they point into the input, or into memory that the parser uses again.
// A callback may call the parser's Pause; Execute then returns before the next
// callback.
type Handler interface {
	// OnMessageBegin is called at the first byte of a start line.
	OnMessageBegin()
	// OnURL reports the request target, whole.
	OnURL(url []byte)
	// OnStatus reports the reason phrase of a response, whole, maybe empty.
	OnStatus(reason []byte)
	// OnHeader reports one field line, in a header block or a trailer section:
	// the name as written, the value without the whitespace around it.
	OnHeader(name, value []byte)
	// OnHeadersComplete reports the end of the header block and asks how to go on.
	OnHeadersComplete(head *Head) Verdict
	// OnBody reports body bytes as they arrive, never empty.
	OnBody(chunk []byte)
	// OnChunkHeader reports a chunk's size in bytes; 0 is the last chunk.
	OnChunkHeader(size uint64)
	// OnChunkComplete follows a chunk's data and, for the last chunk, the
	// trailer section.
	OnChunkComplete()
	// OnMessageComplete is called behind the last byte of a message.
	OnMessageComplete()
}

// Discard is a Handler that ignores everything and always proceeds; embed it to
// implement only a few callbacks.
type Discard struct{}

func (Discard) OnMessageBegin()                 {}
func (Discard) OnURL([]byte)                    {}
func (Discard) OnStatus([]byte)                 {}
func (Discard) OnHeader(_, _ []byte)            {}
func (Discard) OnHeadersComplete(*Head) Verdict { return Proceed }
func (Discard) OnBody([]byte)                   {}
func (Discard) OnChunkHeader(uint64)            {}
func (Discard) OnChunkComplete()                {}
func (Discard) OnMessageComplete()              {}
