package realm

// NativeEngine is the realm of runs without JavaScript.
type NativeEngine struct{}

// Thrown is what Throw panics with there.
type Thrown struct{ Value Value }

// Throw panics with Thrown.
func (NativeEngine) Throw(v Value) { panic(Thrown{v}) }

// Try recovers Thrown.
func (NativeEngine) Try(fn func()) (thrown Value, threw bool) {
	defer func() {
		switch x := recover().(type) {
		case nil:
		case Thrown:
			thrown, threw = x.Value, true
		default:
			panic(x)
		}
	}()
	fn()
	return nil, false
}

// Enter runs fn: there are no promise jobs.
func (NativeEngine) Enter(fn func()) { fn() }

// Adopt does nothing: nobody can reach the machine but Go.
func (NativeEngine) Adopt(Hosted) {}

// Export returns v.
func (NativeEngine) Export(v Value) Value { return v }

// Get reads the properties that an Error or a Map has.
func (NativeEngine) Get(v Value, name string) Value {
	switch v := v.(type) {
	case *Error:
		if name == "code" {
			return v.Code
		}
		for _, p := range v.Props {
			if p.Key == name {
				return p.Value
			}
		}
	case *Map:
		r, _ := v.Get(name)
		return r
	}
	return nil
}

// Position is nowhere.
func (NativeEngine) Position() (string, int) { return "", 0 }
