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

// Lenience is what an owner may allow although RFC 9112 forbids it: llhttp's
// lenient flags. Node sets all or (but for RelaxedFieldValues) none of them.
type Lenience struct {
	// AnyFieldValues takes any byte but CR and LF in a value, joins folded field
	// lines and skips a space behind the start line (LENIENT_HEADERS).
	AnyFieldValues bool
	// RelaxedFieldValues takes control characters but NUL in a value, as
	// fetch does (LENIENT_HEADER_VALUE_RELAXED).
	RelaxedFieldValues bool
	// BothFramings takes Content-Length beside Transfer-Encoding, which wins
	// (LENIENT_CHUNKED_LENGTH).
	BothFramings bool
	// AlwaysKeepAlive expects a message behind the last one of a connection
	// (LENIENT_KEEP_ALIVE).
	AlwaysKeepAlive bool
	// AnyCodings takes codings behind chunked and requests that are not chunked
	// in the end (LENIENT_TRANSFER_ENCODING).
	AnyCodings bool
	// AnyVersion takes any two digits (LENIENT_VERSION).
	AnyVersion bool
	// OptionalLF takes a CR without LF as the end of a line that is not a field
	// line (LENIENT_OPTIONAL_LF_AFTER_CR).
	OptionalLF bool
	// OptionalChunkEnd takes nothing behind chunk data
	// (LENIENT_OPTIONAL_CRLF_AFTER_CHUNK).
	OptionalChunkEnd bool
	// OptionalCR takes a bare LF as the end of a line
	// (LENIENT_OPTIONAL_CR_BEFORE_LF).
	OptionalCR bool
	// SpacesAfterChunkSize skips them (LENIENT_SPACES_AFTER_CHUNK_SIZE).
	SpacesAfterChunkSize bool
}

// AllLenience is every flag that llhttp 9 has for insecureHTTPParser, OldLenience
// every flag that llhttp 6 has.
var (
	AllLenience = Lenience{AnyFieldValues: true, BothFramings: true, AlwaysKeepAlive: true, AnyCodings: true, AnyVersion: true,
		OptionalLF: true, OptionalChunkEnd: true, OptionalCR: true, SpacesAfterChunkSize: true}
	OldLenience = Lenience{AnyFieldValues: true, BothFramings: true, AlwaysKeepAlive: true}
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

	Lenience

	// CoarseFaults reports a bare LF behind a field value as a bad character,
	// and every bad character behind a chunk size at its own offset.
	CoarseFaults bool
}
