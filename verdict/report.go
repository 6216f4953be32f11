// Package verdict answers, from a trace alone: what did the server believe, what
// did the client get, where did the bytes die, and which line of the script
// began it.
//
// An exchange is a request and its response (HTTP/1.1, HTTP/2), or a plain TCP
// connection. An outcome is judged by what arrived: parts of messages that the
// client's protocol machine parsed, or, where an end is a plain socket, bytes
// that its program read. Events are not consulted; that they agree is what the
// tests check.
//
// Not modelled: what follows an upgrade or CONNECT on its connection belongs to
// no exchange; sessions over a stream that is no socket are judged, each end by
// itself. An end that the trace does not show (a peer outside) is named
// "outside", and nothing is claimed of it.
package verdict

import "finishline/sim"

// Report is the verdict of a run. Its JSON field names are stable.
type Report struct {
	Headline  string     `json:"headline"`
	Outcome   Outcome    `json:"outcome"` // the worst of the exchanges; complete if there are none
	Exchanges []Exchange `json:"exchanges"`
	Processes []Process  `json:"processes"`
	Cut       bool       `json:"cut,omitempty"` // the trace lacks its end: a limit dropped records
}

// Outcome is what one side got of what the other sent it.
type Outcome string

// The outcomes. Of the first that holds, in this order:
const (
	Complete   Outcome = "complete"   // all of it arrived
	Cancelled  Outcome = "cancelled"  // the side that was to get it gave up first
	Refused    Outcome = "refused"    // the server's program never took it up, or said so: safe to retry
	Truncated  Outcome = "truncated"  // a part arrived, the rest never will
	Lost       Outcome = "lost"       // it was sent, none of it arrived, and none will
	Reset      Outcome = "reset"      // cut off by a reset before any of it was sent
	Unanswered Outcome = "unanswered" // the connection or stream ended before any of it was sent
	Pending    Outcome = "pending"    // still waited for when the run ended
)

// badness orders outcomes: what hurts most is the report's.
var badness = map[Outcome]int{Complete: 0, Cancelled: 1, Refused: 2, Unanswered: 3, Reset: 4, Pending: 5, Truncated: 6, Lost: 7}

// Belief is how far one side has come with what it sends, in its own eyes.
type Belief string

// The beliefs about a response or request.
const (
	Outside  Belief = "outside"  // the trace does not show this side
	Raw      Belief = "raw"      // a plain socket: it has no idea of messages
	Unseen   Belief = "unseen"   // the server's program never saw the request
	Silent   Belief = "silent"   // it has the request and sent nothing
	Started  Belief = "started"  // it sent a part and did not call end()
	Ended    Belief = "ended"    // it called end(); 'finish' did not come
	Finished Belief = "finished" // 'finish' was emitted: sent, as far as it knows
	Aborted  Belief = "aborted"  // it was told, or decided, that this is over before 'finish'
)

// Exchange is a request and its response, or a plain connection.
type Exchange struct {
	Protocol   string       `json:"protocol"`             // "http/1.1", "h2", "tcp" or "tls"
	Label      string       `json:"label"`                // "GET / (stream 1)"
	Connection int          `json:"connection,omitempty"` // 1 for the first that a client began; 0: none was made
	Stream     int64        `json:"stream,omitempty"`
	ServerProc sim.ProcID   `json:"serverProc,omitempty"`
	ClientProc sim.ProcID   `json:"clientProc,omitempty"`
	ServerObj  sim.ObjID    `json:"serverObj,omitempty"` // its response, stream or socket
	ClientObj  sim.ObjID    `json:"clientObj,omitempty"` // its request, stream or socket
	Begin      sim.RecordID `json:"begin,omitempty"`
	End        sim.RecordID `json:"end,omitempty"` // what settled the outcome

	Server Side    `json:"server"`
	Client Outcome `json:"client"` // of the response; of a plain connection: of what the server's side sent
	// Sent and Received are bytes of the response's body, without framing; of a
	// plain connection all that its server's side wrote, of "tls" as encrypted.
	Sent     int64   `json:"sent"`
	Received int64   `json:"received"`
	Request  Request `json:"request"`
	Died     []Loss  `json:"died,omitempty"`
	Summary  string  `json:"summary"`
	Why      []Step  `json:"why,omitempty"`

	lost    int64 // of Died, on the way to the client
	culprit string
}

// Side is what the server believes, and since which record.
type Side struct {
	Belief Belief       `json:"belief"`
	Record sim.RecordID `json:"record,omitempty"`
}

// Request is the other direction: what became of the client's request.
type Request struct {
	Outcome  Outcome `json:"outcome"`
	Sent     int64   `json:"sent"` // bytes of body
	Received int64   `json:"received"`
}

// Loss is where bytes of an exchange died.
type Loss struct {
	Station   string       `json:"station"`   // "h2 session", "kernel send buffer" …
	Gate      string       `json:"gate"`      // what shut it
	Direction string       `json:"direction"` // "response" or "request"
	Bytes     int64        `json:"bytes"`
	Items     int64        `json:"items,omitempty"` // frames or writes
	What      []string     `json:"what,omitempty"`  // frames, by name
	Record    sim.RecordID `json:"record"`
}

// Tone says how a step looks.
type Tone string

// The tones of steps.
const (
	Data  Tone = "data"  // bytes move
	Tick  Tone = "tick"  // an event, a tick, a timer
	Close Tone = "close" // something shuts
	Death Tone = "loss"  // bytes die, or nobody will ever get them
)

// Step is one sentence of the explanation.
type Step struct {
	Record sim.RecordID `json:"record"`
	Title  string       `json:"title"`
	Detail string       `json:"detail,omitempty"`
	File   string       `json:"file,omitempty"`
	Line   int          `json:"line,omitempty"`
	Tone   Tone         `json:"tone"`
}
