package script

import (
	"strings"

	"github.com/dop251/goja"

	"finishline/kernel"
	"finishline/node/net"
	"finishline/node/realm"
)

func init() {
	DefineModule(&ModuleSpec{Name: "cluster", Make: func(e *Engine) goja.Value {
		if e.process.worker {
			return e.loadJS("cluster_worker").Get("cluster")
		}
		return e.loadJS("cluster_primary").Get("cluster")
	}})
}

// joinCluster makes the process a worker if it was started as one
// (initializeClusterIPC in lib/internal/process/pre_execution.js).
func (p *Process) joinCluster() {
	const name = "NODE_UNIQUE_ID="
	at := -1
	for i, kv := range p.program.Env {
		if strings.HasPrefix(kv, name) {
			at = i
		}
	}
	if at < 0 {
		return
	}
	p.worker = true
	cluster := p.builtin("cluster").(*goja.Object)
	setup, _ := goja.AssertFunction(cluster.Get("_setupWorker"))
	if _, err := setup(cluster); err != nil {
		p.e.raise(err)
	}
	env, _ := p.e.rt.Get("process").(*goja.Object).Get("env").(*goja.Object)
	must(env.Delete("NODE_UNIQUE_ID"))
	net.SettingsOf(p.e.env).Cluster = func(v *net.Server, q net.ClusterQuery, answered func(net.ClusterAnswer)) {
		p.askPrimary(cluster, v, q, answered)
	}
}

// askPrimary is cluster._getServer.
func (p *Process) askPrimary(cluster *goja.Object, v *net.Server, q net.ClusterQuery, answered func(net.ClusterAnswer)) {
	e := p.e
	address := goja.Value(goja.Null())
	if q.Address != "" {
		address = e.rt.ToValue(q.Address)
	}
	flags := 0
	if q.IPv6Only {
		flags = 1
	}
	query := e.pairs([][2]any{{"address", address}, {"port", q.Port}, {"addressType", q.Family}, {"flags", flags}, {"backlog", q.Backlog}})
	get, _ := goja.AssertFunction(cluster.Get("_getServer"))
	_, err := get(cluster, e.ToJS(v.Self()), query, e.NewFunction("listenOnPrimaryHandle", 4, func(c Call) goja.Value {
		r := net.ClusterAnswer{Errno: kernel.Errno(-c.JS(0).ToInteger())}
		if at := c.Object(1); at != nil {
			r.At = net.Endpoint{Address: text(at.Get("address")), Family: text(at.Get("family")), Port: int(at.Get("port").ToInteger())}
		}
		r.Handle, _ = c.Arg(2).(*net.Handle)
		if f := c.Func(3); f != nil {
			r.Closed = func() { f.Call(nil) }
		}
		answered(r)
		return goja.Undefined()
	}))
	if err != nil {
		e.raise(err)
	}
}

// clusterMethods are what cluster_primary.js and cluster_worker.js need of us.
func clusterMethods() []Method {
	return []Method{
		{Name: "clusterListen", Fn: clusterListen},
		{Name: "clusterBind", Fn: func(c Call) goja.Value {
			o := c.Object(0)
			h, errno := net.Bind(c.Env(), clusterAddress(o), int(opt(o, "port").ToInteger()), opt(o, "ipv6Only").ToBoolean())
			if errno != 0 {
				return c.ToJS(-int(errno))
			}
			return c.ToJS(h)
		}},
		{Name: "takeConnection", Fn: func(c Call) goja.Value {
			h, _ := c.Arg(1).(*net.Handle)
			if v, ok := c.Arg(0).(netServer); ok && h != nil {
				v.ServerBase().Take(h)
			}
			return goja.Undefined()
		}},
	}
}

func clusterAddress(o *goja.Object) net.Address {
	v := opt(o, "address")
	if nullish(v) {
		return net.Address{}
	}
	return net.Address{IP: v.String(), Family: net.IsIP(v.String())}
}

// clusterListen(options, onlistening, onerror, onconnection) is a server that
// gives its connections away.
func clusterListen(c Call) goja.Value {
	o := c.Object(0)
	onlistening, onerror, onconnection := c.Func(1), c.Func(2), c.Func(3)
	v := net.NewServer(c.Env(), net.ServerOptions{}, nil)
	v.Distribute(func(h *net.Handle) { onconnection.Call(nil, h) })
	v.OnceGo("listening", func([]realm.Value) { onlistening.Call(nil, v.Address().Map()) })
	v.OnceGo("error", func(args []realm.Value) { onerror.Call(nil, c.Get(args[0], "errno")) })
	lo := net.ListenOptions{Port: int(opt(o, "port").ToInteger()), Host: clusterAddress(o).IP, IPv6Only: opt(o, "ipv6Only").ToBoolean()}
	if b := opt(o, "backlog"); b.ToBoolean() {
		lo.Backlog = int(b.ToInteger())
	}
	v.Listen(lo, nil)
	return c.ToJS(v)
}
