package env

import "finishline/kernel"

// Command is a program to be started as a process of its own (uv_process_options_t).
type Command struct {
	File     string
	Args     []string // argv, the program's own name included
	Env      []string // "NAME=value"
	Cwd      string   // "": this process's
	Files    []File   // its descriptors 0, 1, 2 …
	Detached bool
	// Exited learns how it ended; it is called in this process's poll phase.
	Exited func(code int, signal string)
}

// File is what a descriptor of the new process refers to.
type File struct {
	Null bool      // /dev/null, or closed if it is none of the standard streams
	FD   kernel.FD // else what this descriptor of ours refers to
}

// Processes starts processes and sends them signals. A process that is alone in
// its world has none until it is needed.
type Processes interface {
	// Spawn starts a program and gives its process id. What cannot be run because
	// it is not there is an errno; what Finishline cannot run, it throws.
	Spawn(c Command) (pid int, errno kernel.Errno)
	// Kill sends a signal, or (0) asks whether the process is there.
	Kill(pid, signal int) kernel.Errno
	// RunUntil lets the other processes run, while this one stands still.
	RunUntil(done func() bool)
}
