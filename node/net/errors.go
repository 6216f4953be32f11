package net

import (
	"strconv"

	"finishline/kernel"
	"finishline/node/env"
	"finishline/node/realm"
)

// hostPortError is Node's ExceptionWithHostPort: "connect ECONNREFUSED 127.0.0.1:1".
func hostPortError(err kernel.Errno, syscall, address string, port int, local string) *realm.Error {
	msg := syscall + " " + err.Name() + details(address, port)
	if local != "" {
		msg += " - Local (" + local + ")"
	}
	e := &realm.Error{Name: "Error", Code: err.Name(), Message: msg, Props: []realm.Prop{
		{Key: "errno", Value: -int(err)}, {Key: "code", Value: err.Name()}, {Key: "syscall", Value: syscall}, {Key: "address", Value: address}}}
	if port != 0 {
		e.Props = append(e.Props, realm.Prop{Key: "port", Value: port})
	}
	return e
}

// uvHostPortError is Node's UVExceptionWithHostPort: "listen EADDRINUSE: address
// already in use :::80".
func uvHostPortError(err kernel.Errno, syscall, address string, port int) *realm.Error {
	e := &realm.Error{Name: "Error", Code: err.Name(), Message: syscall + " " + err.Name() + ": " + err.Text() + details(address, port),
		Props: []realm.Prop{{Key: "code", Value: err.Name()}, {Key: "errno", Value: -int(err)}, {Key: "syscall", Value: syscall}, {Key: "address", Value: address}}}
	if port != 0 {
		e.Props = append(e.Props, realm.Prop{Key: "port", Value: port})
	}
	return e
}

func details(address string, port int) string {
	switch {
	case port > 0:
		return " " + address + ":" + strconv.Itoa(port)
	case address != "":
		return " " + address
	}
	return ""
}

// notFound is the DNSException of a name that does not exist.
func notFound(host string) *realm.Error {
	return &realm.Error{Name: "Error", Code: "ENOTFOUND", Message: "getaddrinfo ENOTFOUND " + host, Props: []realm.Prop{
		{Key: "errno", Value: -3008}, {Key: "code", Value: "ENOTFOUND"}, {Key: "syscall", Value: "getaddrinfo"}, {Key: "hostname", Value: host}}}
}

// aggregate is Node's NodeAggregateError.
func aggregate(errs []*realm.Error) *realm.Error {
	list := make([]realm.Value, len(errs))
	for i, e := range errs {
		list[i] = e
	}
	return &realm.Error{Name: "AggregateError", Code: errs[0].Code, Props: []realm.Prop{{Key: "errors", Value: list}, {Key: "code", Value: errs[0].Code}}}
}

// errEndedByPeer is what a write after the peer's FIN is answered with.
func errEndedByPeer() *realm.Error {
	return &realm.Error{Name: "Error", Code: "EPIPE", Message: "This socket has been ended by the other party",
		Props: []realm.Prop{{Key: "code", Value: "EPIPE"}}}
}

func errSocketClosed() *realm.Error { return realm.NewError("ERR_SOCKET_CLOSED", "Socket is closed") }

func errClosedBeforeConnection() *realm.Error {
	return realm.NewError("ERR_SOCKET_CLOSED_BEFORE_CONNECTION", "Socket closed before the connection was established")
}

func errConnectionTimeout() *realm.Error {
	return realm.NewError("ERR_SOCKET_CONNECTION_TIMEOUT", "Socket connection timeout")
}

func errServerNotRunning() *realm.Error {
	return realm.NewError("ERR_SERVER_NOT_RUNNING", "Server is not running.")
}

func errAlreadyListening() *realm.Error {
	return realm.NewError("ERR_SERVER_ALREADY_LISTEN", "Listen method has been called more than once without closing.")
}

// ErrArgType is ERR_INVALID_ARG_TYPE for an argument or option of that name.
func ErrArgType(e *env.Env, name, want string, v realm.Value) *realm.Error {
	kind := "argument"
	for _, c := range name {
		if c == '.' {
			kind = "property"
		}
	}
	return realm.NewTypeError("ERR_INVALID_ARG_TYPE", `The "`+name+`" `+kind+" must be "+want+"."+e.Received(v))
}

// ErrPort is ERR_SOCKET_BAD_PORT.
func ErrPort(e *env.Env, name string, v realm.Value) *realm.Error {
	return realm.NewRangeError("ERR_SOCKET_BAD_PORT", name+" should be >= 0 and < 65536."+e.Received(v)+".")
}

// ErrInvalidIP is ERR_INVALID_IP_ADDRESS.
func ErrInvalidIP(ip string) *realm.Error {
	return realm.NewTypeError("ERR_INVALID_IP_ADDRESS", "Invalid IP address: "+ip)
}
