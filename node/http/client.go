package http

import "finishline/node/realm"

// ClientRequest …
type ClientRequest struct{ OutgoingMessage }

func (r *ClientRequest) implicitHeader()       {}
func (r *ClientRequest) Destroy(e realm.Value) {}
func (r *ClientRequest) finish()               {}
