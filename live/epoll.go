//go:build linux

package live

import (
	"golang.org/x/sys/unix"

	"finishline/kernel"
	"finishline/sim"
)

// bits pairs our poll events with epoll's.
var bits = [...]struct {
	ours  kernel.Events
	epoll uint32
}{
	{kernel.In, unix.EPOLLIN},
	{kernel.Out, unix.EPOLLOUT},
	{kernel.Err, unix.EPOLLERR},
	{kernel.Hup, unix.EPOLLHUP},
	{kernel.RdHup, unix.EPOLLRDHUP},
}

// Watch is epoll_ctl(2). Errors are dropped, as the interface has none: the
// only one that a correct caller can meet is ENOENT for a closed descriptor.
func (k *Kernel) Watch(fd kernel.FD, events kernel.Events) {
	_, known := k.watched[fd]
	if events == 0 {
		if known {
			delete(k.watched, fd)
			unix.EpollCtl(k.epoll, unix.EPOLL_CTL_DEL, int(fd), nil)
		}
		return
	}
	ev := unix.EpollEvent{Fd: int32(fd)}
	for _, b := range bits {
		if events&b.ours != 0 {
			ev.Events |= b.epoll
		}
	}
	op := unix.EPOLL_CTL_ADD
	if known {
		op = unix.EPOLL_CTL_MOD
	}
	if unix.EpollCtl(k.epoll, op, int(fd), &ev) == nil {
		k.watched[fd] = struct{}{}
	}
}

// Poll is epoll_wait(2) without waiting.
func (k *Kernel) Poll(out []kernel.Ready) int {
	if len(out) == 0 {
		return 0
	}
	if len(k.events) < len(out) {
		k.events = make([]unix.EpollEvent, len(out))
	}
	n := 0
	again(func() (err error) { n, err = unix.EpollWait(k.epoll, k.events[:len(out)], 0); return err })
	for i := range max(n, 0) {
		out[i] = kernel.Ready{FD: kernel.FD(k.events[i].Fd)}
		for _, b := range bits {
			if k.events[i].Events&b.epoll != 0 {
				out[i].Events |= b.ours
			}
		}
	}
	return max(n, 0)
}

// Wait sleeps until Poll would report something or until deadline. It polls
// the epoll descriptor itself: an epoll_wait would take ready descriptors off
// the front of the ready list and so change Poll's order.
func (k *Kernel) Wait(deadline sim.Time) bool {
	if deadline == sim.Never && len(k.watched) == 0 {
		return false
	}
	fds := []unix.PollFd{{Fd: int32(k.epoll), Events: unix.POLLIN}}
	for {
		var ts *unix.Timespec
		if deadline != sim.Never {
			left := unix.NsecToTimespec(int64(max(deadline.Sub(k.Now()), 0)))
			ts = &left
		}
		if _, err := unix.Ppoll(fds, ts, nil); err != unix.EINTR {
			return true
		}
	}
}
