//go:build linux

package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// malformedRequest is one line of the table: what a client sends, to which of
// the servers of testdata/h1server.js.
type malformedRequest struct {
	name  string
	steps []any // bytes to send (string), a pause, fin or rst
	on    []string
}

// pause separates two sends, so that they are two reads for the server.
const pause = 120 * time.Millisecond

// quiet is how long nothing has to come before a connection counts as open. No
// timeout of the servers is longer.
const quiet = 1800 * time.Millisecond

type clientAct int

const (
	fin clientAct = iota // shutdown(2) of the sending side
	rst                  // close(2) with SO_LINGER 0
)

// outcome is all that the two sides saw.
type outcome struct {
	Received string   // what the client got, but the Date
	Fate     string   // how the connection ended
	Said     []string // what the script said about it
}

func (o outcome) equal(p outcome) bool {
	return o.Received == p.Received && o.Fate == p.Fate && slices.Equal(o.Said, p.Said)
}

func (o outcome) String() string {
	return fmt.Sprintf("%s %q\n      %s", o.Fate, o.Received, strings.Join(o.Said, "\n      "))
}

var dateLine = regexp.MustCompile(`Date: [^\r]*\r\n`)

// send makes one connection, does the steps on it and watches what becomes of it.
func (r malformedRequest) send(s *servers, server string) (o outcome, err error) {
	c, err := net.Dial("tcp4", "127.0.0.1:"+s.ports[server])
	if err != nil {
		return o, err
	}
	conn := c.(*net.TCPConn)
	peer := strconv.Itoa(conn.LocalAddr().(*net.TCPAddr).Port)
	gone := false
	for _, step := range r.steps {
		switch step := step.(type) {
		case string:
			// A write to a connection that the server has reset says nothing
			// that reading does not say.
			io.WriteString(conn, step)
		case time.Duration:
			time.Sleep(step)
		case clientAct:
			gone = step == rst
			if gone {
				conn.SetLinger(0)
				conn.Close()
			} else {
				conn.CloseWrite()
			}
		}
	}
	if gone {
		o.Fate = "we reset it"
	} else {
		o.Received, o.Fate = watch(conn)
		conn.Close()
	}
	o.Received = dateLine.ReplaceAllString(o.Received, "")
	o.Said = s.about(peer)
	return o, nil
}

// watch reads until the connection ends. One that stays open is ended by us, and
// then watched on.
func watch(conn *net.TCPConn) (received, fate string) {
	var all strings.Builder
	buf := make([]byte, 64<<10)
	for {
		conn.SetReadDeadline(time.Now().Add(quiet))
		n, err := conn.Read(buf)
		all.Write(buf[:n])
		switch {
		case err == nil:
			continue
		case errors.Is(err, io.EOF):
			fate += "FIN"
		case errors.Is(err, syscall.ECONNRESET):
			fate += "RST"
		case errors.Is(err, os.ErrDeadlineExceeded) && fate == "":
			fate = "open; when we end: "
			all.WriteString("|")
			conn.CloseWrite()
			continue
		case errors.Is(err, os.ErrDeadlineExceeded):
			fate += "open; when we reset: "
			conn.SetLinger(0)
			conn.Close()
		default:
			fate += err.Error()
		}
		return all.String(), fate
	}
}
