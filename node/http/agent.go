package http

// Agent …
type Agent struct{}
