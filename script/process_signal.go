package script

import (
	"strings"

	"github.com/dop251/goja"

	"finishline/node/realm"
)

// signals by name, as Linux numbers them.
var signals = map[string]int{
	"SIGHUP": 1, "SIGINT": 2, "SIGQUIT": 3, "SIGILL": 4, "SIGTRAP": 5, "SIGABRT": 6, "SIGIOT": 6, "SIGBUS": 7, "SIGFPE": 8,
	"SIGKILL": 9, "SIGUSR1": 10, "SIGSEGV": 11, "SIGUSR2": 12, "SIGPIPE": 13, "SIGALRM": 14, "SIGTERM": 15, "SIGSTKFLT": 16,
	"SIGCHLD": 17, "SIGCONT": 18, "SIGSTOP": 19, "SIGTSTP": 20, "SIGTTIN": 21, "SIGTTOU": 22, "SIGURG": 23, "SIGXCPU": 24,
	"SIGXFSZ": 25, "SIGVTALRM": 26, "SIGPROF": 27, "SIGWINCH": 28, "SIGIO": 29, "SIGPOLL": 29, "SIGPWR": 30, "SIGSYS": 31,
}

// signalNumber finds a signal by its name in either case.
func signalNumber(name string) (int, bool) {
	n, ok := signals[strings.ToUpper(name)]
	return n, ok
}

func signalName(n int) string {
	for _, name := range [...]string{"SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL",
		"SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP",
		"SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS"} {
		if signals[name] == n {
			return name
		}
	}
	return ""
}

// processKill is process.kill.
func processKill(c Call) goja.Value {
	p := c.process
	pid, ok := number(c.Arg(0))
	if !ok || pid != float64(int(pid)) {
		c.Throw(c.InvalidArgType("pid", "of type number", c.Arg(0)))
	}
	n, name := 15, "SIGTERM"
	switch s := c.Arg(1).(type) {
	case string:
		n, ok = signals[s]
		if !ok {
			c.Throw(realm.NewTypeError("ERR_UNKNOWN_SIGNAL", "Unknown signal: "+s))
		}
		name = s
	case int64:
		n, name = int(s), signalName(int(s))
	}
	if p.task != nil && int(pid) != p.program.Pid && int(pid) != 0 && p.task.Kill(int(pid), n) == 0 {
		return c.ToJS(true)
	}
	if int(pid) != p.program.Pid && int(pid) != 0 {
		c.Throw(&realm.Error{Name: "Error", Code: "ESRCH", Message: "kill ESRCH",
			Props: []realm.Prop{{Key: "errno", Value: -3}, {Key: "code", Value: "ESRCH"}, {Key: "syscall", Value: "kill"}}})
	}
	if n != 0 {
		p.Signal(name, n)
	}
	return c.ToJS(true)
}

func number(v realm.Value) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	case string:
		n := Float(v)
		return n, n == n
	}
	return 0, false
}

// Signal delivers a signal. With a listener it reaches the script through
// libuv's signal pipe, in the poll phase; without one it does what the kernel does.
func (p *Process) Signal(name string, n int) {
	if name != "SIGKILL" && name != "SIGSTOP" && p.ListenerCount(name) > 0 {
		p.e.env.Loop.Post(func() {
			p.e.env.Callback(func() { p.emit(name, name, n) })
		})
		return
	}
	if !ignored(name) {
		panic(killed{name, n})
	}
}

// ignored reports whether a signal that nobody listens for does nothing: by
// default, or because Node ignores it (SIGPIPE, SIGXFSZ).
func ignored(name string) bool {
	switch name {
	case "SIGCHLD", "SIGURG", "SIGWINCH", "SIGCONT", "SIGPIPE", "SIGXFSZ":
		return true
	}
	return false
}
