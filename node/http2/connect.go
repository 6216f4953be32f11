package http2

import (
	"finishline/h2"
	"finishline/node/env"
	"finishline/node/net"
	"finishline/node/realm"
)

// Authority is where connect goes, as the URL or object says.
type Authority struct {
	Protocol string // "http:"
	Host     string // without brackets
	Port     string
}

// Connect is http2.connect once it has a socket: the session waits for it to be connected.
func Connect(e *env.Env, socket *net.Socket, a Authority, o *Options, listener realm.Function) *Session {
	s := newSession(e, h2.Client, o, socket, nil)
	host := o.ServerName
	if host == "" {
		host = a.Host
	}
	s.authority = host + ":" + a.Port
	s.protocol = a.Protocol
	if listener != nil {
		s.Once("connect", listener)
	}
	return s
}
