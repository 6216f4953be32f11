package script

import (
	"reflect"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"
)

// CallSite is a method call in a source. Offsets are in bytes.
type CallSite struct {
	From, To int    // the whole expression
	Receiver string // its text: "session", "res.stream"
	Root     string // its first identifier, "" if it begins otherwise
	Method   string
	Args     []string
	Close    int // of the closing parenthesis
}

// Source is a script's text with the places of its calls, for tools that
// rewrite it. It sees what the engine's parser can read, without lowering.
type Source struct {
	text   string
	calls  []CallSite
	scopes []scope
}

// scope is a function, or the module, and the names that it declares. Blocks
// count as part of their function.
type scope struct {
	from, to int
	names    map[string]bool
}

// ReadSource parses a CommonJS module.
func ReadSource(text string) (*Source, error) {
	tree, err := parser.ParseFile(nil, "", wrapperHead+text+wrapperTail, 0, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, err
	}
	s := &Source{text: text, scopes: []scope{{0, len(text), map[string]bool{}}}}
	s.walk(reflect.ValueOf(tree.Body), 0)
	return s, nil
}

// CallAt finds the call whose method's name stands at line and column (from 1),
// as a stack names it; column 0 takes the first call of the line with that method.
func (s *Source) CallAt(line, column int, method string) (CallSite, bool) {
	start := 0
	for range line - 1 {
		n := strings.IndexByte(s.text[start:], '\n')
		if n < 0 {
			return CallSite{}, false
		}
		start += n + 1
	}
	end := len(s.text)
	if n := strings.IndexByte(s.text[start:], '\n'); n >= 0 {
		end = start + n
	}
	for _, c := range s.calls {
		name := c.From + len(c.Receiver)
		if c.Method == method && name >= start && name < end && (column == 0 || c.From <= start+column-1 && start+column-1 < c.To) {
			return c, true
		}
	}
	return CallSite{}, false
}

// Same reports whether a name means the same thing at two offsets.
func (s *Source) Same(name string, a, b int) bool { return s.declares(name, a) == s.declares(name, b) }

// declares is the innermost scope around an offset that declares a name, 0 (the
// module) if none does.
func (s *Source) declares(name string, at int) int {
	best := 0
	for i, sc := range s.scopes {
		if sc.from <= at && at < sc.to && sc.names[name] && sc.from >= s.scopes[best].from {
			best = i
		}
	}
	return best
}

// walk visits every node below v. The tree has no visitor of its own, and this
// runs once per tool run, so reflection is good enough.
func (s *Source) walk(v reflect.Value, in int) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			s.walk(v.Elem(), in)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			in = s.enter(v.Interface(), in)
			s.walk(v.Elem(), in)
		}
	case reflect.Slice:
		for i := range v.Len() {
			s.walk(v.Index(i), in)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			// Declarations are listed a second time for the compiler.
			if f := v.Type().Field(i); f.IsExported() && f.Name != "DeclarationList" && f.Name != "File" {
				s.walk(v.Field(i), in)
			}
		}
	}
}

// enter books a node and returns the scope of what is below it.
func (s *Source) enter(node any, in int) int {
	switch n := node.(type) {
	case *ast.CallExpression:
		s.call(n)
	case *ast.FunctionLiteral:
		if n.Name != nil {
			s.scopes[in].names[n.Name.Name.String()] = true
		}
		return s.open(n)
	case *ast.ArrowFunctionLiteral:
		return s.open(n)
	case *ast.ClassLiteral:
		if n.Name != nil {
			s.scopes[in].names[n.Name.Name.String()] = true
		}
	case *ast.Binding:
		s.declare(n.Target, in)
	case *ast.ForDeclaration:
		s.declare(n.Target, in)
	case *ast.CatchStatement:
		s.declare(n.Parameter, in)
	}
	return in
}

// open begins a function's scope. The wrapper's function is the module's.
func (s *Source) open(n ast.Node) int {
	from, to := s.span(n)
	if from < 0 {
		return 0
	}
	s.scopes = append(s.scopes, scope{from, to, map[string]bool{}})
	return len(s.scopes) - 1
}

func (s *Source) span(n ast.Node) (from, to int) {
	return int(n.Idx0()) - 1 - len(wrapperHead), min(int(n.Idx1())-1-len(wrapperHead), len(s.text))
}

// declare books the names of a binding target: an identifier or a pattern.
func (s *Source) declare(target any, in int) {
	switch n := target.(type) {
	case *ast.Identifier:
		s.scopes[in].names[n.Name.String()] = true
	case *ast.ObjectPattern:
		for _, p := range n.Properties {
			switch p := p.(type) {
			case *ast.PropertyShort:
				s.scopes[in].names[p.Name.Name.String()] = true
			case *ast.PropertyKeyed:
				s.declare(p.Value, in)
			}
		}
		s.declare(n.Rest, in)
	case *ast.ArrayPattern:
		for _, e := range n.Elements {
			s.declare(e, in)
		}
		s.declare(n.Rest, in)
	case *ast.AssignExpression:
		s.declare(n.Left, in)
	}
}

func (s *Source) call(n *ast.CallExpression) {
	dot, ok := n.Callee.(*ast.DotExpression)
	if !ok {
		return
	}
	from, to := s.span(n)
	_, left := s.span(dot.Left)
	if from < 0 || to > len(s.text) || left > to {
		return
	}
	c := CallSite{From: from, To: to, Receiver: s.text[from:left], Method: dot.Identifier.Name.String(),
		Close: int(n.RightParenthesis) - 1 - len(wrapperHead)}
	for _, a := range n.ArgumentList {
		af, at := s.span(a)
		c.Args = append(c.Args, s.text[af:at])
	}
	root := dot.Left
	for {
		d, ok := root.(*ast.DotExpression)
		if !ok {
			break
		}
		root = d.Left
	}
	if id, ok := root.(*ast.Identifier); ok {
		c.Root = id.Name.String()
	}
	s.calls = append(s.calls, c)
}
