package h1

import "strconv"

// The Append functions write one piece of a message behind dst and return the
// longer slice, like strconv.AppendInt. They check nothing: see ValidToken and
// ValidFieldValue. Strings are bytes as they go on the wire (Latin-1 in Node).

// AppendRequestLine writes "METHOD target HTTP/1.minor" (RFC 9112, section 3).
func AppendRequestLine(dst []byte, method, target string, minor uint8) []byte {
	dst = append(dst, method...)
	dst = append(dst, ' ')
	dst = append(dst, target...)
	dst = append(dst, " HTTP/1."...)
	return append(dst, '0'+minor, '\r', '\n')
}

// AppendStatusLine writes "HTTP/1.minor status reason" (RFC 9112, section 4).
// The space before an empty reason stays.
func AppendStatusLine(dst []byte, minor uint8, status int, reason string) []byte {
	dst = append(dst, "HTTP/1."...)
	dst = append(dst, '0'+minor, ' ')
	dst = strconv.AppendInt(dst, int64(status), 10)
	dst = append(dst, ' ')
	dst = append(dst, reason...)
	return append(dst, '\r', '\n')
}

// AppendField writes one field line of a header block or a trailer section (RFC
// 9112, section 5).
func AppendField(dst []byte, name, value string) []byte {
	dst = append(dst, name...)
	dst = append(dst, ':', ' ')
	dst = append(dst, value...)
	return append(dst, '\r', '\n')
}

// AppendEnd writes the empty line that ends a header block or, behind
// AppendLastChunk, a trailer section.
func AppendEnd(dst []byte) []byte { return append(dst, '\r', '\n') }

// AppendChunkHeader writes the size line of a chunk of size bytes (RFC 9112,
// section 7.1), in lower case as Node does. AppendEnd ends the chunk.
func AppendChunkHeader(dst []byte, size int) []byte {
	dst = strconv.AppendInt(dst, int64(size), 16)
	return append(dst, '\r', '\n')
}

// AppendChunk writes a whole chunk. Empty data write nothing: an empty chunk
// would end the body.
func AppendChunk(dst, data []byte) []byte {
	if len(data) == 0 {
		return dst
	}
	dst = AppendChunkHeader(dst, len(data))
	dst = append(dst, data...)
	return append(dst, '\r', '\n')
}

// AppendLastChunk writes the size line of the last chunk. Trailers may follow,
// then AppendEnd (RFC 9112, section 7.1.2).
func AppendLastChunk(dst []byte) []byte { return append(dst, '0', '\r', '\n') }

// ValidToken says whether s may be a field name or a method (RFC 9110, section
// 5.6.2).
func ValidToken(s string) bool {
	for i := 0; i < len(s); i++ {
		if class[s[i]]&classToken == 0 {
			return false
		}
	}
	return s != ""
}

// ValidFieldValue says whether s may be a field value (RFC 9110, section 5.5).
func ValidFieldValue(s string) bool {
	for i := 0; i < len(s); i++ {
		if class[s[i]]&classValue == 0 {
			return false
		}
	}
	return true
}
