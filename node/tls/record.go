package tls

// contentType is the type of a record (RFC 8446, section 5.1).
type contentType uint8

const (
	changeCipherSpec contentType = 20
	alertRecord      contentType = 21
	handshakeRecord  contentType = 22
	applicationData  contentType = 23
)

// Protocol versions as the wire has them.
const (
	version12 = 0x0303
	version13 = 0x0304
)

const (
	recordHeader = 5
	// maxPlaintext is how much one record carries.
	maxPlaintext = 16384
	tagSize      = 16 // of AES-GCM and ChaCha20-Poly1305
	nonceSize    = 8  // TLS 1.2 sends the explicit part of the nonce
)

var zeros [tagSize]byte

// seal appends a record. protected is what the write key's presence makes of it:
// the sizes of ciphertext, but not the cipher.
func seal(out []byte, t contentType, body []byte, version uint16, protected bool) []byte {
	n := len(body)
	switch {
	case !protected:
		return append(header(out, t, n), body...)
	case version == version13:
		out = append(header(out, applicationData, n+1+tagSize), body...)
		return append(append(out, byte(t)), zeros[:]...)
	}
	out = append(header(out, t, n+nonceSize+tagSize), zeros[:nonceSize]...)
	return append(append(out, body...), zeros[:]...)
}

func header(out []byte, t contentType, n int) []byte {
	return append(out, byte(t), version12>>8, version12&0xff, byte(n>>8), byte(n))
}

// record is one that was opened.
type record struct {
	t    contentType
	body []byte // shares the input
	size int    // on the wire
}

// open takes the first record off in. ok is false while it is not whole.
func open(in []byte, version uint16, protected bool) (r record, ok bool, reason string) {
	if len(in) < recordHeader {
		return r, false, ""
	}
	if reason = notTLS(in); reason != "" {
		return r, false, reason
	}
	n := int(in[3])<<8 | int(in[4])
	if n > maxPlaintext+256 {
		return r, false, "packet length too long"
	}
	if len(in) < recordHeader+n {
		return r, false, ""
	}
	r = record{t: contentType(in[0]), body: in[recordHeader : recordHeader+n], size: recordHeader + n}
	switch {
	case !protected || r.t == changeCipherSpec && version == version13:
	case version == version13:
		if r.t != applicationData || n < 1+tagSize {
			return r, false, "bad record type"
		}
		r.t = contentType(r.body[n-tagSize-1])
		r.body = r.body[:n-tagSize-1]
	default:
		if n < nonceSize+tagSize {
			return r, false, "length too short"
		}
		r.body = r.body[nonceSize : n-tagSize]
	}
	return r, true, ""
}

// notTLS says what OpenSSL takes bytes for that are no record, "" if they may be
// one (ssl3_get_record, tls_validate_record_header).
func notTLS(in []byte) string {
	if in[1] == 3 && in[0] >= byte(changeCipherSpec) && in[0] <= byte(applicationData) {
		return ""
	}
	switch string(in[:4]) {
	case "GET ", "POST", "HEAD", "PUT ":
		return "http request"
	case "CONN":
		return "https proxy request"
	}
	return "wrong version number"
}
