package h1

import "fmt"

// Transition is one move of one side.
type Transition struct {
	Side     Role
	From, To SideState
	Cause    string
}

func (t Transition) String() string {
	return fmt.Sprintf("%s %s → %s (%s)", t.Side, t.From, t.To, t.Cause)
}

// Promise is what a header block says about the connection's future.
type Promise struct {
	// Close: no other message will follow (Head.ShouldKeepAlive is false).
	Close bool
	// Switch: a request proposes another protocol (Head.Upgrade).
	Switch bool
}

// Conn is the coupled pair of automata of one connection. The zero value is not
// usable.
type Conn struct {
	us      Role
	side    [2]SideState
	conds   condition
	waiting int // requests that the server has not begun to answer
	note    func(Transition)
}

// NewConn returns a connection in which we have the given role. Every transition
// is reported to note, if that is not nil.
func NewConn(us Role, note func(Transition)) *Conn {
	return &Conn{us: us, side: [2]SideState{Idle, Idle}, note: note}
}

// Ours is what we may send next.
func (c *Conn) Ours() SideState { return c.side[c.us] }

// Theirs is what we may expect next.
func (c *Conn) Theirs() SideState { return c.side[1-c.us] }

// Side is the state of the client's or the server's side.
func (c *Conn) Side(r Role) SideState { return c.side[r] }

// Waiting is how many requests the server has not begun to answer.
func (c *Conn) Waiting() int { return c.waiting }

// ProtocolError is an event that its side may not do now.
type ProtocolError struct {
	Side  Role
	State SideState
	Event Event
	// Local says that we are to blame: a mistake in the program. Otherwise the
	// peer is.
	Local bool
}

func (e *ProtocolError) Error() string {
	who := "the peer, a"
	if e.Local {
		who = "we, a"
	}
	return fmt.Sprintf("h1: %s %s in %s, may not do: %s", who, e.Side, e.State, e.Event)
}

// Send notes what we do. What we may not do changes nothing.
func (c *Conn) Send(e Event, p Promise) error { return c.do(c.us, e, p) }

// Receive notes what the peer does. What it may not do makes its side Failed.
func (c *Conn) Receive(e Event, p Promise) error { return c.do(1-c.us, e, p) }

func (c *Conn) do(side Role, e Event, p Promise) error {
	from := c.side[side]
	to := moves[side][from][e]
	if e == Broke {
		to = Failed
	}
	if e == SentSwitch && (c.conds&condProposed == 0 || c.waiting > 0) {
		to = sideIllegal
	}
	if to == sideIllegal {
		err := &ProtocolError{Side: side, State: from, Event: e, Local: side == c.us}
		if !err.Local {
			c.set(side, Failed, "an illegal "+e.String())
			c.settle()
		}
		return err
	}
	c.learn(side, e, p)
	c.set(side, to, e.String())
	c.settle()
	return nil
}

// learn updates the conditions by an event that is legal.
func (c *Conn) learn(side Role, e Event, p Promise) {
	switch e {
	case SentRequest:
		c.waiting++
		c.when(condClientCloses, p.Close)
		c.when(condProposed, p.Switch)
	case SentResponse:
		c.when(condServerCloses, p.Close)
		if c.waiting == 0 { // the answer to the last request: only that can propose
			c.conds &^= condProposed
		}
	}
	c.when(condWaiting, c.waiting > 0)
}

func (c *Conn) when(cond condition, on bool) {
	if on {
		c.conds |= cond
	} else if cond == condWaiting {
		c.conds &^= cond
	}
}

// settle applies the rules until none applies.
func (c *Conn) settle() {
	for i := 0; i < len(rules); i++ {
		r := &rules[i]
		if c.side[r.side] != r.from || r.peer != sideIllegal && c.side[1-r.side] != r.peer ||
			c.conds&r.if_ != r.if_ || c.conds&r.not != 0 || r.sight && r.side != c.us {
			continue
		}
		if r.to == SendResponse {
			c.waiting--
			c.when(condWaiting, c.waiting > 0)
		}
		c.set(r.side, r.to, r.cause)
		i = -1
	}
}

// set is the only place where a side changes its state.
func (c *Conn) set(side Role, to SideState, cause string) {
	from := c.side[side]
	c.side[side] = to
	if from != to && c.note != nil {
		c.note(Transition{Side: side, From: from, To: to, Cause: cause})
	}
}

// NextCycle begins the next exchange on a connection that both sides keep alive,
// and reports whether that was possible.
func (c *Conn) NextCycle() bool {
	if c.side[Client] != Done || c.side[Server] != Done {
		return false
	}
	c.conds, c.waiting = 0, 0
	c.set(Client, Idle, "the next exchange")
	c.set(Server, Idle, "the next exchange")
	return true
}
