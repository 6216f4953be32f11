package h1

// Kind says which messages a parser reads.
type Kind uint8

const (
	// Both decides by the first two bytes of every message.
	Both Kind = iota
	// Request reads what a client sends.
	Request
	// Response reads what a server sends.
	Response
)

// Options names what one implementation does and another does not. The zero
// value is the strictest machine (llhttp 9.4). Which version of Node has which
// behaviour is recorded in the tests; the parser knows no version.
type Options struct {
	// MaxHeaderBytes limits the bytes of a request target or reason phrase,
	// and of the names and values of a header block, that come before one
	// callback to JavaScript: HPE_HEADER_OVERFLOW as soon as that many are seen.
	// A trailer section is counted on its own. 0: no limit. Node: 16384.
	MaxHeaderBytes int
	// MaxChunkExtensionBytes limits the bytes of the names and values of one
	// chunk's extensions; more are HPE_CHUNK_EXTENSIONS_OVERFLOW. 0: no limit.
	MaxChunkExtensionBytes int

	// NoQuery does not know the method QUERY.
	NoQuery bool
	// HTTPResponsesOnly rejects RTSP/ and ICE/ in a status line, names only
	// HTTP/ in the reason, and checks a request's method behind the protocol's
	// slash, not before it.
	HTTPResponsesOnly bool
	// LooseURL takes TAB, FF and bytes from 0x80 in the path, query and
	// fragment of a request target.
	LooseURL bool
	// LooseStatusCode takes a status code of no digit up to any number of digits
	// below 1000, where RFC 9112, section 4 wants three.
	LooseStatusCode bool

	// LooseLineEnds takes a bare LF as the end of a start line and of a header
	// block, does not look at the byte behind the CR that ends a status line, a
	// header block or a chunk size, and skips any two bytes behind chunk data.
	LooseLineEnds bool
	// CRForStatusLF takes CR CR as the end of a status line.
	CRForStatusLF bool
	// LooseFieldNames takes spaces in field names, also at their start and end,
	// and an empty field name (RFC 9112, section 5.1 has none of that).
	LooseFieldNames bool
	// FoldedValues joins an obsolete folded field line (RFC 9112, section 5.2).
	FoldedValues bool
	// SpaceIsOnlyOWS does not take a TAB for whitespace behind a Content-Length
	// or a Connection option, as RFC 9110, section 5.6.3 does.
	SpaceIsOnlyOWS bool
	// EmptyTransferEncoding ignores a Transfer-Encoding without a value.
	EmptyTransferEncoding bool
	// LateFramingConflict reports Content-Length beside Transfer-Encoding (RFC
	// 9112, section 6.3, rule 3) at the end of the header block, not at the
	// second of the two, and never in trailers.
	LateFramingConflict bool

	// LooseChunkExtensions takes anything printable as chunk extensions (RFC
	// 9112, section 7.1.1) and counts them as a whole.
	LooseChunkExtensions bool
	// SpaceAfterChunkSize takes a space behind a chunk size for the start of
	// its extensions.
	SpaceAfterChunkSize bool
	// DELInExtension takes DEL inside a quoted chunk extension value.
	DELInExtension bool
	// FramedBodyDespiteStatus reads the body that Content-Length or
	// Transfer-Encoding announce even when the status (1xx, 204, 304) forbids
	// one (RFC 9112, section 6.3, rule 1), and takes a 101 without Connection:
	// upgrade for an ordinary response.
	FramedBodyDespiteStatus bool
	// StaleContentLength reads the digits of a Content-Length on top of one whose
	// body was skipped: a defect of llhttp 6.
	StaleContentLength bool
	// IgnoreDataAfterClose swallows what follows a message that ends the
	// connection; otherwise that is HPE_CLOSED_CONNECTION.
	IgnoreDataAfterClose bool

	// CoarseFaults reports a bare LF behind a field value as a bad character,
	// and every bad character behind a chunk size at its own offset.
	CoarseFaults bool
}
