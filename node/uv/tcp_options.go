package uv

import "finishline/kernel"

// What libuv hard-codes about keep-alive probes (src/unix/tcp.c,
// uv__tcp_keepalive; src/unix/stream.c, uv__stream_open): seconds between two,
// how many, and the delay before the first if it was asked for before there was
// a socket.
const (
	keepAliveInterval = 1
	keepAliveCount    = 10
	openKeepAlive     = 60
)

// SetNoDelay is uv_tcp_nodelay.
func (t *TCP) SetNoDelay(on bool) kernel.Errno {
	if t.watcher.fd >= 0 {
		if err := t.loop.Kernel.SetOption(t.watcher.fd, kernel.TCPNoDelay, flag(on)); err != 0 {
			return err
		}
	}
	t.noDelay = on
	return 0
}

// SetKeepAlive is uv_tcp_keepalive; delay is in seconds.
func (t *TCP) SetKeepAlive(on bool, delay int) kernel.Errno {
	if t.watcher.fd >= 0 {
		if err := t.keepAliveOn(t.watcher.fd, on, delay); err != 0 {
			return err
		}
	}
	t.keepAlive = on
	return 0
}

// keepAliveOn is uv__tcp_keepalive: the first option that fails ends it.
func (t *TCP) keepAliveOn(fd kernel.FD, on bool, delay int) kernel.Errno {
	k := t.loop.Kernel
	if err := k.SetOption(fd, kernel.SoKeepAlive, flag(on)); err != 0 || !on {
		return err
	}
	if delay < 1 && t.loop.keepAliveChecked {
		return kernel.EINVAL
	}
	if err := k.SetOption(fd, kernel.TCPKeepIdle, delay); err != 0 {
		return err
	}
	if err := k.SetOption(fd, kernel.TCPKeepIntvl, keepAliveInterval); err != 0 {
		return err
	}
	return k.SetOption(fd, kernel.TCPKeepCnt, keepAliveCount)
}

func flag(on bool) int {
	if on {
		return 1
	}
	return 0
}
