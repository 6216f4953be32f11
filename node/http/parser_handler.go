package http

import (
	"finishline/h1"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

// parserHandler is the Parser as h1's Handler.
type parserHandler Parser

// OnMessageBegin starts the message's clock.
func (h *parserHandler) OnMessageBegin() {
	p := (*Parser)(h)
	if p.list != nil {
		p.list.remove(p)
	}
	p.headersCompleted, p.begun, p.foreign = false, true, false
	p.lines, p.url = nil, ""
	p.started, p.busy = p.env.Kernel.Now(), true
	if p.list != nil {
		p.list.push(p)
	}
	p.setState("headers")
}

func (h *parserHandler) OnURL(b []byte) { h.url = (*Parser)(h).textOf(b, h.heard.url) }

func (h *parserHandler) OnStatus(b []byte) { h.reason = (*Parser)(h).textOf(b, h.heard.reason) }

// OnHeader collects a line; one too many ends the connection in some versions.
func (h *parserHandler) OnHeader(name, value []byte) {
	if h.limit > 0 && len(h.lines) >= h.limit {
		h.overflow = max(cap(h.current)-cap(name)+len(name)+1, 0)
		h.h.Pause()
		return
	}
	if len(h.lines) == flushGroup*2 {
		(*Parser)(h).handOver()
	}
	(*Parser)(h).line(name, value)
}

func (h *parserHandler) OnChunkHeader(uint64) {}

// OnChunkComplete is of interest behind trailers, which come in a group.
func (h *parserHandler) OnChunkComplete() {
	if len(h.lines) > 0 {
		(*Parser)(h).handOver()
	}
}

// OnHeadersComplete makes the message (parserOnHeadersComplete).
func (h *parserHandler) OnHeadersComplete(head *h1.Head) h1.Verdict {
	p := (*Parser)(h)
	if p.freed {
		return h1.Proceed
	}
	if p.flushed && !p.handedOver { // one that ever did hands over every block so (have_flushed_)
		if p.handOver(); p.flushing {
			p.handedOver = true
			return h1.Again
		}
	}
	p.handedOver = false
	p.headersCompleted = true
	p.setState("body")
	p.traceHead(head)
	s := p.Socket
	m := p.newIncoming(s)
	p.Incoming = m
	m.Major, m.Minor = int(head.Major), int(head.Minor)
	m.JoinDuplicateHeaders = m.JoinDuplicateHeaders || p.JoinDuplicateHeaders
	m.URL, m.UpgradeSet, m.Upgrade = p.url, true, head.Upgrade
	p.remember()
	lines := p.flush(p.lines)
	p.lines = nil
	n := len(lines)
	if p.MaxHeaderPairs > 0 {
		n = min(n, p.MaxHeaderPairs)
	}
	m.addHeaderLines(lines, n)
	if head.Kind == h1.Request {
		m.Method = head.Method.String()
	} else {
		m.StatusCode, m.StatusMessage = head.Status, p.reason
	}
	p.reason = ""
	return p.onIncoming(m, head.ShouldKeepAlive)
}

// handOver ends the scope in which a group of header lines goes to the script
// (Flush). What it waits for comes before anything that a script can see.
func (p *Parser) handOver() {
	if p.native {
		p.flushing = true
		p.h.Pause()
	}
}

// flushGroup is how many header lines the parser collects before it hands them
// over (kMaxHeaderFieldsCount).
const flushGroup = 31

// flush is what parserOnHeaders keeps of lines that come in groups: groups that
// begin beyond maxHeaderPairs are dropped, or cut.
func (p *Parser) flush(lines []string) []string {
	const group = flushGroup * 2
	p.flushed = p.flushed || len(lines) > group
	if !p.flushed || p.MaxHeaderPairs <= 0 || len(lines) <= p.MaxHeaderPairs {
		return lines
	}
	if p.env.Has(versions.HTTPHeaderLinesCapped) {
		return lines[:p.MaxHeaderPairs]
	}
	kept := (p.MaxHeaderPairs + group - 1) / group * group
	return lines[:min(len(lines), kept)]
}

// newIncoming makes the message, of the server's own class if it has one.
func (p *Parser) newIncoming(s *net.Socket) *IncomingMessage {
	v := serverOf(s)
	if v == nil || v.NewIncoming == nil {
		m := NewIncomingMessage(p.env, s)
		m.JoinDuplicateHeaders = v != nil && v.JoinDuplicateHeaders
		return m
	}
	m := v.NewIncoming(s)
	m.JoinDuplicateHeaders = v.JoinDuplicateHeaders
	return m
}

// OnBody keeps the piece for the callback that follows.
func (h *parserHandler) OnBody(chunk []byte) {
	h.chunk = chunk
	h.h.Pause()
}

// onBody is parserOnBody.
func (p *Parser) onBody(b []byte) {
	p.traceParsed("body", len(b), "")
	m := p.Incoming
	if m == nil || m.skipPending || m.Dumped {
		return
	}
	if !m.CallPush(append([]byte(nil), b...)) {
		readStop(p.Socket)
	}
}

// OnMessageComplete is parserOnMessageComplete.
func (h *parserHandler) OnMessageComplete() {
	p := (*Parser)(h)
	if p.freed {
		return
	}
	if p.list != nil {
		p.list.remove(p)
	}
	p.busy = false
	if p.list != nil {
		p.list.push(p)
	}
	was := p.dead
	p.dead = &completeError
	p.setState("idle")
	p.traceParsed("end", len(p.lines)/2, "")
	if m := p.Incoming; m != nil && !m.skipPending {
		m.Complete = true
		if len(p.lines) > 0 {
			// Trailers always come in groups.
			p.flushed = true
			lines := p.flush(p.lines)
			m.addHeaderLines(lines, len(lines))
			p.lines, p.url = nil, ""
		}
		m.CallPush(realm.Null)
	}
	readStart(p.Socket)
	p.dead = was
}
