package http

import (
	"finishline/h1"
	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/versions"
)

// Lenience is how far the messages of a server's or request's peer may break
// the grammar.
type Lenience struct {
	// Insecure is the option insecureHTTPParser: nil, or a bool. nil leaves it to
	// the command line (--insecure-http-parser).
	Insecure realm.Value
	// Validation is the option httpValidation where the version has it: nil, or
	// "strict", "relaxed" or "insecure". It wins.
	Validation realm.Value
}

// parser is what the parser lets pass (calculateLenientFlags).
func (l Lenience) parser(e *env.Env) h1.Lenience {
	switch l.Validation {
	case "strict":
		return h1.Lenience{}
	case "relaxed":
		return h1.Lenience{RelaxedFieldValues: true}
	case "insecure":
		return h1.AllLenience
	}
	if b, ok := l.Insecure.(bool); l.Insecure != nil && (!ok || !b) || l.Insecure == nil && !insecure(e) {
		return h1.Lenience{}
	}
	if e.Has(versions.LLHTTP9) {
		return h1.AllLenience
	}
	return h1.OldLenience
}

// fields reports whether field values that are sent may hold control
// characters, and whether the options say so at all.
func (l Lenience) fields() (lenient, said bool) {
	if l.Validation != nil {
		return l.Validation != "strict", true
	}
	b, ok := l.Insecure.(bool)
	return b, ok
}

// lenientFields is _isLenientHeaderValidation of a message.
func (m *OutgoingMessage) lenientFields() bool {
	if !m.env.Has(versions.HTTPValidation) {
		return false
	}
	switch x := m.Self().(type) {
	case *ClientRequest:
		if lenient, said := x.Lenience.fields(); said {
			return lenient
		}
	case *ServerResponse:
		if x.Req != nil {
			if v := serverOf(x.Req.Socket); v != nil {
				if lenient, said := v.Lenience.fields(); said {
					return lenient
				}
			}
		}
	}
	return insecure(m.env)
}

// validateValue is ValidateHeaderValue as leniently as the message may be: that
// is asked only where it matters.
func (m *OutgoingMessage) validateValue(name string, value realm.Value) {
	if value == nil || invalidChar(text(value), false) {
		ValidateHeaderValue(m.env, name, value, m.lenientFields())
	}
}

// CommandLine is what node's command line says about HTTP.
type CommandLine struct {
	MaxHeaderSize int  // --max-http-header-size, in bytes; 0: the default
	Insecure      bool // --insecure-http-parser
}

// Configure takes the command line, before the first server or request.
func Configure(e *env.Env, c CommandLine) {
	m := moduleOf(e)
	m.insecure = c.Insecure
	if c.MaxHeaderSize > 0 {
		m.parserOptions.MaxHeaderBytes = c.MaxHeaderSize
	}
}

// ParserOptions is how the process's parsers read.
func ParserOptions(e *env.Env) h1.Options { return moduleOf(e).parserOptions }

// MaxHeaderSize is http.maxHeaderSize in bytes.
func MaxHeaderSize(e *env.Env) int { return moduleOf(e).parserOptions.MaxHeaderBytes }

// insecure is isLenient: it warns at its first use.
func insecure(e *env.Env) bool {
	m := moduleOf(e)
	if m.insecure && !m.warnedInsecure {
		m.warnedInsecure = true
		if e.EmitWarning != nil {
			e.EmitWarning(&realm.Error{Name: "Warning", Message: "Using insecure HTTP parsing"})
		}
	}
	return m.insecure
}
