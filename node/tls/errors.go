package tls

import (
	"strings"

	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/versions"
)

// libraryError is where OpenSSL raises an error: the number of its reason, the
// function and the line, in 3.0 and in 3.5.
type libraryError struct {
	number     string
	at30, at35 string
}

var libraryErrors = map[string]libraryError{
	"http request":                      {"9C", "ssl3_get_record|record/ssl3_record.c:345", "tls_validate_record_header|record/methods/tlsany_meth.c:68"},
	"https proxy request":               {"9B", "ssl3_get_record|record/ssl3_record.c:349", "tls_validate_record_header|record/methods/tlsany_meth.c:71"},
	"wrong version number":              {"10B", "ssl3_get_record|record/ssl3_record.c:355", "tls_validate_record_header|record/methods/tlsany_meth.c:77"},
	"packet length too long":            {"C6", "ssl3_get_record|record/ssl3_record.c:370", "tls_get_more_records|record/methods/tls_common.c:661"},
	"unsupported protocol":              {"102", "tls_early_post_process_client_hello|statem/statem_srvr.c:1657", "tls_early_post_process_client_hello|statem/statem_srvr.c:1780"},
	"no suitable signature algorithm":   {"76", "tls_choose_sigalg|t1_lib.c:3254", "tls_choose_sigalg|t1_lib.c:4607"},
	"no shared cipher":                  {"C1", "tls_post_process_client_hello|statem/statem_srvr.c:2225", "tls_post_process_client_hello|statem/statem_srvr.c:2349"},
	"no application protocol":           {"EB", "tls_handle_alpn|statem/statem_srvr.c:2172", "tls_handle_alpn|statem/statem_srvr.c:2303"},
	"peer did not return a certificate": {"C7", "tls_process_client_certificate|statem/statem_srvr.c:3509", "tls_process_client_certificate|statem/statem_srvr.c:3701"},
	"callback failed":                   {"EA", "final_server_name|statem/extensions.c:1009", "final_server_name|statem/extensions.c:1077"},
	"protocol is shutdown":              {"CF", "ssl_write_internal|ssl_lib.c:2084", "ssl_write_internal|ssl_lib.c:2388"},
	"unexpected message":                {"F4", "ossl_statem_server_read_transition|statem/statem_srvr.c:320", "ossl_statem_server_read_transition|statem/statem_srvr.c:320"},
}

// alert descriptions (RFC 8446, section 6) that are sent, with their names.
const (
	alertCloseNotify           = 0
	alertUnexpectedMessage     = 10
	alertRecordOverflow        = 22
	alertHandshakeFailure      = 40
	alertProtocolVersion       = 70
	alertInternalError         = 80
	alertCertificateRequired   = 116
	alertNoApplicationProtocol = 120
)

// alertReasons are how OpenSSL words an alert that it got.
var alertReasons = map[byte]string{
	alertUnexpectedMessage: "sslv3 alert unexpected message", alertHandshakeFailure: "sslv3 alert handshake failure", 42: "sslv3 alert bad certificate",
	45: "sslv3 alert certificate expired", 46: "sslv3 alert certificate unknown", 48: "tlsv1 alert unknown ca",
	alertProtocolVersion: "tlsv1 alert protocol version", alertInternalError: "tlsv1 alert internal error", 112: "tlsv1 unrecognized name",
	alertCertificateRequired: "tlsv13 alert certificate required", alertNoApplicationProtocol: "tlsv1 alert no application protocol",
}

// failure is an error of the TLS library.
type failure struct {
	reason string
	alert  int // that came, -1 if it is our own error
}

// thread is OpenSSL's number of the thread, which no two runs have alike.
const thread = "4020E7F7FF7F0000"

// value is the error as TLSWrap makes it (ClearOut).
func (f *failure) value(e *env.Env) *realm.Error {
	new35 := e.Has(versions.TLSOpenSSL35)
	reason, where, number, tail := f.reason, "ssl3_read_bytes|record/rec_layer_s3.c:1605", "", ""
	if f.alert >= 0 {
		if new35 {
			where = "ssl3_read_bytes|record/rec_layer_s3.c:918"
			reason = strings.Replace(reason, "sslv3 alert", "ssl/tls alert", 1)
		}
		number, tail = hex(1000+f.alert), "SSL alert number "+decimal(f.alert)
	} else if l, ok := libraryErrors[reason]; ok {
		number, where = l.number, l.at30
		if new35 {
			where = l.at35
		}
	}
	function, line, _ := strings.Cut(where, "|")
	text := thread + ":error:0A" + strings.Repeat("0", 6-len(number)) + number + ":SSL routines:" + function + ":" + reason +
		":../deps/openssl/openssl/ssl/" + line + ":" + tail + "\n"
	code := "ERR_SSL_" + strings.ToUpper(strings.ReplaceAll(reason, " ", "_"))
	return &realm.Error{Name: "Error", Code: code, Message: text, Props: []realm.Prop{
		{Key: "library", Value: "SSL routines"}, {Key: "reason", Value: reason}, {Key: "code", Value: code}}}
}

func hex(n int) string {
	const digits = "0123456789ABCDEF"
	s := ""
	for ; n > 0; n /= 16 {
		s = string(digits[n%16]) + s
	}
	return s
}

func decimal(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return decimal(n/10) + string(rune('0'+n%10))
}

func connReset(message string) *realm.Error {
	return &realm.Error{Name: "Error", Code: "ECONNRESET", Message: message, Props: []realm.Prop{{Key: "code", Value: "ECONNRESET"}}}
}

func errHandshakeTimeout() *realm.Error {
	return realm.NewError("ERR_TLS_HANDSHAKE_TIMEOUT", "TLS handshake timeout")
}

func errSocketClosed() *realm.Error { return realm.NewError("ERR_SOCKET_CLOSED", "Socket is closed") }

func errMultipleCallback() *realm.Error {
	return realm.NewError("ERR_MULTIPLE_CALLBACK", "Callback called multiple times")
}

// errUnsupported says that this simulation lacks something that Node has.
func errUnsupported(what string) *realm.Error {
	return realm.NewError("ERR_FINISHLINE_UNSUPPORTED", what+" is not supported by Finishline")
}
