package h1

// Code is the public name of a parse error, as JavaScript sees it in err.code.
type Code string

// The error codes.
const (
	CodeInvalidMethod           Code = "HPE_INVALID_METHOD"
	CodeInvalidURL              Code = "HPE_INVALID_URL"
	CodeInvalidConstant         Code = "HPE_INVALID_CONSTANT"
	CodeInvalidVersion          Code = "HPE_INVALID_VERSION"
	CodeInvalidStatus           Code = "HPE_INVALID_STATUS"
	CodeInvalidHeaderToken      Code = "HPE_INVALID_HEADER_TOKEN"
	CodeUnexpectedSpace         Code = "HPE_UNEXPECTED_SPACE"
	CodeInvalidContentLength    Code = "HPE_INVALID_CONTENT_LENGTH"
	CodeUnexpectedContentLength Code = "HPE_UNEXPECTED_CONTENT_LENGTH"
	CodeInvalidTransferEncoding Code = "HPE_INVALID_TRANSFER_ENCODING"
	CodeInvalidChunkSize        Code = "HPE_INVALID_CHUNK_SIZE"
	CodeStrict                  Code = "HPE_STRICT"
	CodeCRExpected              Code = "HPE_CR_EXPECTED"
	CodeLFExpected              Code = "HPE_LF_EXPECTED"
	CodeClosedConnection        Code = "HPE_CLOSED_CONNECTION"
	CodeInvalidEOFState         Code = "HPE_INVALID_EOF_STATE"
	CodeHeaderOverflow          Code = "HPE_HEADER_OVERFLOW"
	CodeChunkExtensionsOverflow Code = "HPE_CHUNK_EXTENSIONS_OVERFLOW"
	CodePausedH2Upgrade         Code = "HPE_PAUSED_H2_UPGRADE"
	CodePaused                  Code = "HPE_PAUSED"
)

// Error is why a parser stopped for good.
type Error struct {
	Code   Code
	Reason string
	// Offset is how many bytes of the input of the Execute that failed had been
	// taken: err.bytesParsed in Node. 0 for an error at the end of the input.
	Offset int
}

// Error returns the message as Node's JavaScript shows it: without a reason when
// the input ended too early.
func (e *Error) Error() string {
	if e.Code == CodeInvalidEOFState {
		return "Parse Error"
	}
	return "Parse Error: " + e.Reason
}

// fault is one way for input to be wrong. Several may share a reason.
type fault uint8

const (
	faultMethod fault = iota
	faultMethodSpace
	faultURLStart
	faultURLSpace
	faultURLSchema
	faultURLServer
	faultURLDoubleAt
	faultURLPath
	faultURLQuery
	faultURLFragment
	faultURLLF
	faultProtocol
	faultProtocolHTTP
	faultMethodHTTP
	faultMethodRTSP
	faultMethodICE
	faultMajor
	faultDot
	faultMinor
	faultVersion
	faultVersionLine
	faultVersionLF
	faultPreface
	faultPrefacePause
	faultVersionSpace
	faultStatusDigit
	faultStatusRange
	faultStatus
	faultStatusCR
	faultStatusLF
	faultEitherWord
	faultSpaceAfterStart
	faultFieldToken
	faultFieldChar
	faultHeadersLF
	faultValueChar
	faultValueCR
	faultValueLF
	faultEmptyLF
	faultFold
	faultLengthEmpty
	faultLengthChar
	faultLengthOverflow
	faultLengthTwice
	faultLengthAfterCoding
	faultLengthAndCoding
	faultCodingAfterLength
	faultCodingEmpty
	faultCodingAfterChunked
	faultCodingRequest
	faultChunkSize
	faultChunkSizeOverflow
	faultChunkSizeCR
	faultChunkSizeLF
	faultChunkDataCR
	faultChunkDataLF
	faultChunkParams
	faultExtension
	faultExtName
	faultExtNameCR
	faultExtValue
	faultExtValueCR
	faultExtQuoted
	faultExtQuotedPair
	faultExtQuotedEnd
	faultClosed
	faultEOF
	faultHeaderSize
	faultExtSize
	faultPaused
	faultCount
)

// faults gives every fault its code and the reason text that Node shows
// (recorded in testdata/facts.json).
var faults = [faultCount]Error{
	faultMethod:             {Code: CodeInvalidMethod, Reason: "Invalid method encountered"},
	faultMethodSpace:        {Code: CodeInvalidMethod, Reason: "Expected space after method"},
	faultURLStart:           {Code: CodeInvalidURL, Reason: "Unexpected start char in url"},
	faultURLSpace:           {Code: CodeInvalidURL, Reason: "Invalid characters in url"},
	faultURLSchema:          {Code: CodeInvalidURL, Reason: "Unexpected char in url schema"},
	faultURLServer:          {Code: CodeInvalidURL, Reason: "Unexpected char in url server"},
	faultURLDoubleAt:        {Code: CodeInvalidURL, Reason: "Double @ in url"},
	faultURLPath:            {Code: CodeInvalidURL, Reason: "Invalid char in url path"},
	faultURLQuery:           {Code: CodeInvalidURL, Reason: "Invalid char in url query"},
	faultURLFragment:        {Code: CodeInvalidURL, Reason: "Invalid char in url fragment start"},
	faultURLLF:              {Code: CodeInvalidURL, Reason: "Expected CRLF"},
	faultProtocol:           {Code: CodeInvalidConstant, Reason: "Expected HTTP/, RTSP/ or ICE/"},
	faultProtocolHTTP:       {Code: CodeInvalidConstant, Reason: "Expected HTTP/"},
	faultMethodHTTP:         {Code: CodeInvalidConstant, Reason: "Invalid method for HTTP/x.x request"},
	faultMethodRTSP:         {Code: CodeInvalidConstant, Reason: "Invalid method for RTSP/x.x request"},
	faultMethodICE:          {Code: CodeInvalidConstant, Reason: "Expected SOURCE method for ICE/x.x request"},
	faultMajor:              {Code: CodeInvalidVersion, Reason: "Invalid major version"},
	faultDot:                {Code: CodeInvalidVersion, Reason: "Expected dot"},
	faultMinor:              {Code: CodeInvalidVersion, Reason: "Invalid minor version"},
	faultVersion:            {Code: CodeInvalidVersion, Reason: "Invalid HTTP version"},
	faultVersionLine:        {Code: CodeInvalidVersion, Reason: "Expected CRLF after version"},
	faultVersionLF:          {Code: CodeStrict, Reason: "Expected CRLF after version"},
	faultPreface:            {Code: CodeInvalidVersion, Reason: "Expected HTTP/2 Connection Preface"},
	faultPrefacePause:       {Code: CodePausedH2Upgrade, Reason: "Pause on PRI/Upgrade"},
	faultVersionSpace:       {Code: CodeInvalidVersion, Reason: "Expected space after version"},
	faultStatusDigit:        {Code: CodeInvalidStatus, Reason: "Invalid status code"},
	faultStatusRange:        {Code: CodeInvalidStatus, Reason: "Response overflow"},
	faultStatus:             {Code: CodeInvalidStatus, Reason: "Invalid response status"},
	faultStatusCR:           {Code: CodeCRExpected, Reason: "Missing expected CR after response line"},
	faultStatusLF:           {Code: CodeStrict, Reason: "Expected LF after CR"},
	faultEitherWord:         {Code: CodeInvalidConstant, Reason: "Invalid word encountered"},
	faultSpaceAfterStart:    {Code: CodeUnexpectedSpace, Reason: "Unexpected space after start line"},
	faultFieldToken:         {Code: CodeInvalidHeaderToken, Reason: "Invalid header token"},
	faultFieldChar:          {Code: CodeInvalidHeaderToken, Reason: "Invalid header field char"},
	faultHeadersLF:          {Code: CodeStrict, Reason: "Expected LF after headers"},
	faultValueChar:          {Code: CodeInvalidHeaderToken, Reason: "Invalid header value char"},
	faultValueCR:            {Code: CodeCRExpected, Reason: "Missing expected CR after header value"},
	faultValueLF:            {Code: CodeLFExpected, Reason: "Missing expected LF after header value"},
	faultEmptyLF:            {Code: CodeStrict, Reason: "Expected LF after CR"},
	faultFold:               {Code: CodeInvalidHeaderToken, Reason: "Unexpected whitespace after header value"},
	faultLengthEmpty:        {Code: CodeInvalidContentLength, Reason: "Empty Content-Length"},
	faultLengthChar:         {Code: CodeInvalidContentLength, Reason: "Invalid character in Content-Length"},
	faultLengthOverflow:     {Code: CodeInvalidContentLength, Reason: "Content-Length overflow"},
	faultLengthTwice:        {Code: CodeUnexpectedContentLength, Reason: "Duplicate Content-Length"},
	faultLengthAfterCoding:  {Code: CodeInvalidContentLength, Reason: "Content-Length can't be present with Transfer-Encoding"},
	faultLengthAndCoding:    {Code: CodeUnexpectedContentLength, Reason: "Content-Length can't be present with Transfer-Encoding"},
	faultCodingAfterLength:  {Code: CodeInvalidTransferEncoding, Reason: "Transfer-Encoding can't be present with Content-Length"},
	faultCodingEmpty:        {Code: CodeInvalidTransferEncoding, Reason: "Empty Transfer-Encoding"},
	faultCodingAfterChunked: {Code: CodeInvalidTransferEncoding, Reason: "Invalid `Transfer-Encoding` header value"},
	faultCodingRequest:      {Code: CodeInvalidTransferEncoding, Reason: "Request has invalid `Transfer-Encoding`"},
	faultChunkSize:          {Code: CodeInvalidChunkSize, Reason: "Invalid character in chunk size"},
	faultChunkSizeOverflow:  {Code: CodeInvalidChunkSize, Reason: "Chunk size overflow"},
	faultChunkSizeCR:        {Code: CodeCRExpected, Reason: "Missing expected CR after chunk size"},
	faultChunkSizeLF:        {Code: CodeStrict, Reason: "Expected LF after chunk size"},
	faultChunkDataCR:        {Code: CodeCRExpected, Reason: "Missing expected CR after chunk data"},
	faultChunkDataLF:        {Code: CodeStrict, Reason: "Expected LF after chunk data"},
	faultChunkParams:        {Code: CodeStrict, Reason: "Invalid character in chunk parameters"},
	faultExtension:          {Code: CodeStrict, Reason: "Invalid character in chunk extensions"},
	faultExtName:            {Code: CodeStrict, Reason: "Invalid character in chunk extensions name"},
	faultExtNameCR:          {Code: CodeCRExpected, Reason: "Missing expected CR after chunk extension name"},
	faultExtValue:           {Code: CodeStrict, Reason: "Invalid character in chunk extensions value"},
	faultExtValueCR:         {Code: CodeCRExpected, Reason: "Missing expected CR after chunk extension value"},
	faultExtQuoted:          {Code: CodeStrict, Reason: "Invalid character in chunk extensions quoted value"},
	faultExtQuotedPair:      {Code: CodeStrict, Reason: "Invalid quoted-pair in chunk extensions quoted value"},
	faultExtQuotedEnd:       {Code: CodeStrict, Reason: "Invalid character in chunk extensions quote value"},
	faultClosed:             {Code: CodeClosedConnection, Reason: "Data after `Connection: close`"},
	faultEOF:                {Code: CodeInvalidEOFState, Reason: "Invalid EOF state"},
	faultHeaderSize:         {Code: CodeHeaderOverflow, Reason: "Header overflow"},
	faultExtSize:            {Code: CodeChunkExtensionsOverflow, Reason: "Chunk extensions overflow"},
	faultPaused:             {Code: CodePaused, Reason: "Paused"},
}
