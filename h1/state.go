package h1

// state is where in a message the parser stands; every state waits for a byte,
// but the last three before stDead, which wait for the handler to resume.
type state uint8

const (
	stStart  state = iota // between messages: skips CR and LF (RFC 9112, section 2.2)
	stEither              // the second byte of H…: HTTP/ or HEAD

	stMethod        // inside the method (RFC 9112, section 3.1)
	stMethodSP      // behind it: one space
	stURLSpaces     // further spaces before the target
	stURLStart      // the target's first byte (section 3.2)
	stURLSchema     // http
	stURLSlash      // the first slash behind the colon
	stURLSlashSlash // the second
	stURLServer     // authority
	stURLServerAt   // authority, right behind an @
	stURLPath       //
	stURLQuery      //
	stURLFragment   //
	stURLLF         // the LF that ends a request line without a version
	stTail          // behind the space that ends the target
	stTail09        // behind the LF that ends it
	stProtoSpaces   // spaces before HTTP/ in a request line
	stProto         // inside HTTP/, RTSP/ or ICE/
	stProtoSlash    // its slash
	stMajor         //
	stDot           //
	stMinor         //
	stLineEnd       // behind the version of a request line
	stLineLF        //
	stPreface       // inside the rest of the HTTP/2 connection preface (RFC 9113, section 3.4)

	stStatusSP    // behind the version of a status line (RFC 9112, section 4)
	stStatusCode  //
	stStatusEnd   // behind the status code
	stReasonStart //
	stReason      //
	stStatusLF    //

	stFirstField // right behind the start line
	stField      // at the start of a field line (section 5)
	stName       // inside a field name
	stNameKnown  // behind a space behind a name that the parser knows
	stValueWS    // whitespace before the value
	stEmptyLF    // behind the CR of an empty value
	stEmptyNext  // behind the LF of an empty value
	stValue      // inside a value
	stValueAny   // inside a value behind a byte that only a lenient parser takes
	stLength     // inside the digits of a Content-Length
	stLengthWS   // behind them
	stCoding     // at the start of a transfer coding's name, or inside chunked
	stCodingEnd  // right behind chunked
	stCodingSkip // inside another coding
	stCodingWS   // behind the comma behind another coding
	stOption     // at the start of a connection option, or inside a known one
	stOptionEnd  // right behind a known one
	stOptionSkip // inside an unknown one
	stValueLF    // behind the CR of a value
	stValueNext  // behind the LF: whitespace would be a folded line
	stHeadersLF  // behind the CR of the empty line

	stBody    // inside a body of known length (section 6.2)
	stBodyEOF // inside a body that the end of the connection ends (section 6.3, rule 8)

	stChunkStart   // the first digit of a chunk size (section 7.1)
	stChunkSize    // its other digits
	stChunkSizeEnd // spaces behind it
	stChunkParams  // loose chunk extensions
	stExtension    // behind a semicolon (section 7.1.1)
	stExtName      //
	stExtValue     //
	stExtQuoted    //
	stExtPair      //
	stExtQuotedEnd //
	stChunkSizeLF  //
	stChunkData    //
	stChunkDataCR  //
	stChunkDataLF  //
	stClosed       // behind a message that ends the connection

	stHeadersDone  // OnHeadersComplete is next
	stAfterHeaders // it was the last callback
	stAfterBody    // the body is complete, OnMessageComplete is next
	stAfterMessage // OnMessageComplete was the last callback
	stDead         // behind an error
)

// flags collect what the field lines of one message say about framing and about
// the connection.
type flags uint16

const (
	flagClose     flags = 1 << iota // Connection: close
	flagKeepAlive                   // Connection: keep-alive
	flagConnUpgrade
	flagUpgrade // an Upgrade field with a value
	flagLength  // Content-Length
	flagCoding  // Transfer-Encoding
	flagChunked // its last coding is chunked
	flagTrailer // the last chunk was seen
	flagSkipBody
)

// field is what the parser knows about the field line it is in.
type field uint8

const (
	fieldOther field = iota
	fieldConnection
	fieldClose     // a Connection whose last option so far is close
	fieldKeepAlive // … keep-alive
	fieldConnUpgrade
	fieldLength
	fieldCoding
	fieldChunked // a Transfer-Encoding whose last coding so far is chunked
	fieldUpgrade
)

// flag is what such a field line says when it ends.
func (f field) flag() flags {
	switch f {
	case fieldClose:
		return flagClose
	case fieldKeepAlive:
		return flagKeepAlive
	case fieldConnUpgrade:
		return flagConnUpgrade
	case fieldChunked:
		return flagChunked
	}
	return 0
}
