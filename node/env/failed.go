package env

// CallbackFailed reports whether the last outermost Callback, or a tick that it
// ran, threw (InternalCallbackScope::Failed).
func (e *Env) CallbackFailed() bool { return e.failed }
