package http

import (
	"finishline/node/env"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

// NewFallback serves HTTP/1 on connections of another kind of server, as
// http2's does with allowHTTP1: events are front's. Before 24 such a server has
// none of http's settings but the two timeouts (storeHTTPOptions is not called).
func NewFallback(front *net.Server, e *env.Env, o Options) *Server {
	v := &Server{front: front}
	v.Options = o
	if !e.Has(versions.H2StoresHTTPOptions) {
		v.Options = Options{RequestTimeout: 300000, HeadersTimeout: 60000, CheckingInterval: 30000, NewIncoming: o.NewIncoming, NewResponse: o.NewResponse}
	}
	v.MaxHeadersCount, v.MaxRequestsPerSocket = realm.Null, 0
	if e.Has(versions.H2TracksHTTP1) {
		front.CallOn("listening", realm.Fn("setupConnectionsTracking", func(realm.Value, []realm.Value) realm.Value {
			v.track()
			return nil
		}))
	}
	return v
}

// Accept is the connection listener called on a connection.
func (v *Server) Accept(s *net.Socket) { v.connect(s) }

// PreClose is httpServerPreClose: idle connections are closed.
func (v *Server) PreClose() {
	v.CloseIdleConnections()
	if v.checking != nil {
		v.checking.Clear()
	}
}

// What the connections ask of the server is asked of the one in front.

// Emit emits an event of the server.
func (v *Server) Emit(name any, args ...realm.Value) bool {
	if v.front != nil {
		return v.front.Emit(name, args...)
	}
	return v.Server.Emit(name, args...)
}

// CallListenerCount is listenerCount(name).
func (v *Server) CallListenerCount(name any) int {
	if v.front != nil {
		return v.front.CallListenerCount(name)
	}
	return v.Server.CallListenerCount(name)
}

// Env is the environment of the server's process.
func (v *Server) Env() *env.Env {
	if v.front != nil {
		return v.front.Env()
	}
	return v.Server.Env()
}
