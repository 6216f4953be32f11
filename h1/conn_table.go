package h1

// The life of an HTTP/1 connection is two small automata, one for what the
// client sends and one for what the server sends. Whoever we are, we run both:
// ours says what we may send, theirs what we may expect. Two things couple them:
// a request lets the server speak, and the rules below look at both sides.

// Role is a side of a connection.
type Role uint8

const (
	Client Role = iota
	Server
)

// SideState is where one side of a connection stands.
type SideState uint8

const (
	sideIllegal SideState = iota // no such transition

	// Idle waits for the next exchange. A request leaves it; so does a
	// response, for a server that answers what it could not read.
	Idle
	// SendResponse is the server with a request to answer: any number of 1xx,
	// then the final response (RFC 9110, section 15.2).
	SendResponse
	// SendBody is a side inside its message, its header block is out.
	SendBody
	// Done is a side whose message is complete. NextCycle leaves it; for a
	// client so does another request (pipelining, RFC 9112, section 9.3.2).
	Done
	// MightSwitch is the client that proposed another protocol, by Upgrade or
	// CONNECT: what it sends next depends on the answer.
	MightSwitch
	// Switched is a side that speaks another protocol (RFC 9110, section 7.8).
	Switched
	// MustClose is a side that may only close: this was its last message.
	MustClose
	// Closed is a side that has ended its half of the connection.
	Closed
	// Failed is a side that broke the protocol or died inside a message.
	Failed
	sideStates
)

// Event is what a side does.
type Event uint8

const (
	// SentRequest: the client's header block.
	SentRequest Event = iota
	// SentInfo: the server's header block of a 1xx response but 101.
	SentInfo
	// SentResponse: the server's header block of a final response.
	SentResponse
	// SentSwitch: the server's 101 response, or 2xx response to CONNECT.
	SentSwitch
	// SentData: a piece of a body.
	SentData
	// SentEnd: the end of a message.
	SentEnd
	// SentClose: the end of the side's half of the connection.
	SentClose
	// Broke: the side sent nonsense, or its connection died.
	Broke
	events
)

// moves are the transitions of one side by its own events; Broke leads to Failed
// from everywhere.
var moves = [2][sideStates][events]SideState{
	Client: {
		Idle:        {SentRequest: SendBody, SentClose: Closed},
		SendBody:    {SentData: SendBody, SentEnd: Done},
		Done:        {SentRequest: SendBody, SentClose: Closed},
		MightSwitch: {SentClose: Closed},
		Switched:    {SentData: Switched, SentClose: Closed},
		MustClose:   {SentClose: Closed},
		Closed:      {SentClose: Closed},
	},
	Server: {
		Idle:         {SentResponse: SendBody, SentClose: Closed},
		SendResponse: {SentInfo: SendResponse, SentResponse: SendBody, SentSwitch: Switched},
		SendBody:     {SentData: SendBody, SentEnd: Done},
		Done:         {SentClose: Closed},
		Switched:     {SentData: Switched, SentClose: Closed},
		MustClose:    {SentClose: Closed},
		Closed:       {SentClose: Closed},
	},
}

// condition is what the rules know of the connection besides the two states.
type condition uint8

const (
	condClientCloses condition = 1 << iota // a request without keep-alive
	condServerCloses                       // a response without keep-alive
	condProposed                           // a proposal to switch, not answered yet
	condWaiting                            // a request that the server has not begun to answer
)

// rule moves a side because of how the whole connection stands.
type rule struct {
	side  Role
	from  SideState
	peer  SideState // of the other side; sideIllegal: any
	if_   condition // all of these
	not   condition // none of these
	to    SideState
	sight bool // it takes having seen what the other side did: true of us only
	cause string
}

// Bytes cross each other on the way. What binds a side only once it has seen the
// other side's act (sight) says what we may do; the peer may not have seen ours
// yet, and is not to blame for a request that meets our close.

// rules are tried in this order after every event until none applies. They are
// all there is of keep-alive (RFC 9112, section 9.3), closing (9.6), pipelining
// (9.3.2) and switching (RFC 9110, section 7.8).
var rules = []rule{
	{side: Server, from: Idle, if_: condWaiting, to: SendResponse, cause: "a request"},

	{side: Client, from: Done, if_: condProposed, to: MightSwitch, cause: "a proposal to switch"},
	{side: Client, from: MightSwitch, peer: Switched, to: Switched, cause: "the switch was accepted"},
	{side: Client, from: MightSwitch, not: condProposed, to: Done, cause: "the switch was declined"},

	{side: Client, from: Done, if_: condClientCloses, to: MustClose, cause: "the request ends the connection"},
	{side: Client, from: Done, if_: condServerCloses, to: MustClose, sight: true, cause: "the response ends the connection"},
	{side: Client, from: Idle, if_: condServerCloses, to: MustClose, sight: true, cause: "the response ends the connection"},
	{side: Client, from: Done, peer: Closed, to: MustClose, sight: true, cause: "the server has closed"},
	{side: Client, from: Idle, peer: Closed, to: MustClose, sight: true, cause: "the server has closed"},
	{side: Client, from: Done, peer: Failed, to: MustClose, sight: true, cause: "the server has failed"},
	{side: Client, from: Idle, peer: Failed, to: MustClose, sight: true, cause: "the server has failed"},

	{side: Server, from: Done, if_: condServerCloses, to: MustClose, cause: "the response ends the connection"},
	{side: Server, from: Done, if_: condWaiting, to: SendResponse, cause: "a pipelined request"},
	{side: Server, from: Done, if_: condClientCloses, to: MustClose, cause: "the request ends the connection"},
	{side: Server, from: Done, peer: Closed, to: MustClose, sight: true, cause: "the client has closed"},
	{side: Server, from: Idle, peer: Closed, to: MustClose, sight: true, cause: "the client has closed"},
	{side: Server, from: Done, peer: Failed, to: MustClose, sight: true, cause: "the client has failed"},
	// A server may still answer a request that it could not read: Idle stays.
}

var sideNames = [sideStates]string{"?", "Idle", "SendResponse", "SendBody", "Done", "MightSwitch",
	"Switched", "MustClose", "Closed", "Failed"}

func (s SideState) String() string { return sideNames[s] }

var eventNames = [events]string{"request", "info", "response", "switch", "data", "end", "close", "break"}

func (e Event) String() string { return eventNames[e] }

func (r Role) String() string {
	if r == Client {
		return "client"
	}
	return "server"
}
