package child

import (
	"strconv"

	"finishline/kernel"
	"finishline/node/env"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

// Kind says what a child's descriptor is to be.
type Kind uint8

// The kinds of the stdio option.
const (
	Ignore Kind = iota
	Pipe
	IPC
	FD   // one of our own descriptors
	Wrap // that of one of our sockets
)

// Stdio is one entry of the stdio option.
type Stdio struct {
	Kind   Kind
	FD     int
	Socket *net.Socket // of Wrap

	handle *net.Handle
}

func itoa(i int) string { return strconv.Itoa(i) }

// pipeBuffer is what newer libuv asks for (uv__process_init_stdio).
const pipeBuffer = 65536

// connect makes the pipes. It gives what the child's descriptors are to be and
// which descriptors are to be closed here once the child has them.
func (p *Process) connect(stdio []Stdio) (files []env.File, theirs []kernel.FD) {
	k := p.env.Kernel.(kernel.Forker)
	files = make([]env.File, len(stdio))
	for i := range stdio {
		s := &stdio[i]
		switch s.Kind {
		case Ignore:
			files[i].Null = true
		case FD:
			files[i].FD = kernel.FD(s.FD)
		case Wrap:
			files[i].FD = s.Socket.Handle.TCP.FD()
		default:
			s.handle = net.NewPipe(p.env, s.Kind == IPC)
			ours, child, _ := k.Pair()
			if p.env.Has(versions.UVPipeBuffers) {
				for _, fd := range [...]kernel.FD{ours, child} {
					k.SetOption(fd, kernel.SoRcvBuf, pipeBuffer)
					k.SetOption(fd, kernel.SoSndBuf, pipeBuffer)
				}
			}
			s.handle.TCP.Open(ours)
			files[i].FD = child
			theirs = append(theirs, child)
		}
	}
	return files, theirs
}

// openStdio makes the streams at our ends.
func (p *Process) openStdio(stdio []Stdio) {
	p.Stdio = make([]realm.Value, len(stdio))
	for i := range stdio {
		p.Stdio[i] = realm.Null
		switch s := &stdio[i]; s.Kind {
		case Pipe:
			o := net.DefaultOptions
			o.Handle, o.ReadableOff = s.handle, i == 0
			socket := net.New(p.env, o)
			p.Stdio[i] = socket
			if i > 0 {
				p.closesNeed++
				socket.OnGo("close", func([]realm.Value) { p.maybeClose() })
			}
		case Wrap:
			// Two readers of one descriptor would take each other's bytes.
			h := s.Socket.Handle
			h.Reading = false
			h.ReadStop()
			s.Socket.Pause()
			s.Socket.SetReadableFlowing(false)
			if p.keepFlowing == nil {
				p.keepFlowing = make(map[*net.Socket]bool)
			}
			p.keepFlowing[s.Socket] = true
		}
	}
}

func (p *Process) stdio(i int) realm.Value {
	if i < len(p.Stdio) {
		return p.Stdio[i]
	}
	return realm.Null
}

// Stream is stdin, stdout or stderr: null without a pipe, undefined before spawn.
func (p *Process) Stream(i int) realm.Value {
	if p.Stdio == nil {
		return nil
	}
	return p.stdio(i)
}

// flushStdio pulls what nobody has read through, so that the streams end and
// 'close' comes.
func (p *Process) flushStdio() {
	for _, v := range p.Stdio {
		if s, ok := v.(*net.Socket); ok && s.IsReadable() && !p.keepFlowing[s] {
			if f := s.Override("resume"); f != nil {
				f.Call(s)
				continue
			}
			s.Resume()
		}
	}
}
