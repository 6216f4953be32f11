package script

import (
	"reflect"
	"strings"
	"unsafe"

	"github.com/dop251/goja"

	"finishline/node/events"
	"finishline/node/timers"
)

// goja's frames say where a function is, V8's also on what it was called. The
// receiver and the function lie on the engine's operand stack; this file looks
// at them when an error is made, because afterwards they are gone.

// rawFrame is one frame as the engine has it.
type rawFrame struct {
	goja.StackFrame
	callee    *goja.Object
	this      goja.Value
	construct bool
	async     bool   // waits for a promise
	native    string // the frame of a built-in function, worded; empty: not shown
}

// vmFrames is where goja keeps its frames; ok is false if a new goja lays them
// out differently (TestFrames), and stacks then name functions only.
var vmFrames = func() (l struct {
	callStack, sb, newTarget, prg uintptr
	ok                            bool
}) {
	f, ok := reflect.TypeFor[goja.Runtime]().FieldByName("vm")
	if !ok {
		return
	}
	t := f.Type.Elem()
	calls, ok1 := t.FieldByName("callStack")
	sb, ok2 := t.FieldByName("sb")
	newTarget, ok3 := t.FieldByName("newTarget")
	prg, ok4 := t.FieldByName("prg")
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return
	}
	l.callStack, l.sb, l.newTarget, l.prg = calls.Offset, sb.Offset, newTarget.Offset, prg.Offset
	ours := reflect.TypeFor[vmContext]()
	theirs := calls.Type.Elem()
	l.ok = theirs.Size() == ours.Size()
	for i := 0; l.ok && i < ours.NumField(); i++ {
		g, has := theirs.FieldByName(ours.Field(i).Name)
		l.ok = has && g.Offset == ours.Field(i).Offset
	}
	return
}()

// vmContext mirrors goja's context: every field counts for the layout.
//
//lint:ignore U1000 the layout is goja's
type vmContext struct {
	prg, stash, privEnv unsafe.Pointer
	newTarget, result   goja.Value
	pc, sb, args        int
}

// receiver remembers on what a machine called a function: goja's arrow
// functions forget it.
type receiver struct {
	fn   *goja.Object
	this goja.Value
}

// captureFrames reads the engine's stack, innermost first.
func (e *Engine) captureFrames() []rawFrame {
	const deepest = 40
	var buf [deepest]goja.StackFrame
	raw := e.rt.CaptureCallStack(deepest, buf[:0])
	out := make([]rawFrame, len(raw))
	for i := range raw {
		out[i].StackFrame = raw[i]
		out[i].async = vmFrames.ok
	}
	if !vmFrames.ok {
		return out
	}
	vm := *(*unsafe.Pointer)(unsafe.Add(unsafe.Pointer(e.rt), vmLayout.vm))
	stack := *(*[]goja.Value)(unsafe.Add(vm, vmLayout.stack))
	calls := *(*[]vmContext)(unsafe.Add(vm, vmFrames.callStack))
	n, called := 0, len(e.receivers)
	add := func(prg unsafe.Pointer, sb int, newTarget goja.Value) {
		if prg == nil && sb <= 0 || n >= len(out) {
			return
		}
		f := &out[n]
		n++
		f.async = false
		if sb < 1 || sb >= len(stack)+1 {
			return
		}
		f.callee, _ = stack[sb-1].(*goja.Object)
		if prg == nil {
			if sb >= 2 {
				f.this = stack[sb-2]
			}
			if _, ours := e.builtins[f.callee]; ours && sb < len(stack) {
				f.native = e.emitFrame(f, stack[sb])
			}
			return
		}
		if sb < len(stack) {
			f.this = stack[sb]
		}
		f.construct = newTarget != nil && f.callee != nil && (f.this != nil || strings.HasPrefix(f.callee.String(), "class"))
		if f.callee != nil {
			for i := called - 1; i >= 0; i-- {
				if e.receivers[i].fn == f.callee {
					if f.this == nil {
						f.this = e.receivers[i].this
					}
					called = i
					break
				}
			}
		}
	}
	add(*(*unsafe.Pointer)(unsafe.Add(vm, vmFrames.prg)), *(*int)(unsafe.Add(vm, vmFrames.sb)), *(*goja.Value)(unsafe.Add(vm, vmFrames.newTarget)))
	for i := len(calls) - 1; i >= max(len(calls)-deepest+1, 0); i-- {
		add(calls[i].prg, calls[i].sb, calls[i].newTarget)
	}
	return out
}

// emitFrame is the frame of emit, if that is what a built-in function is.
func (e *Engine) emitFrame(f *rawFrame, event goja.Value) string {
	this, ok := f.this.(*goja.Object)
	if !ok || e.process == nil || e.objects(namedClasses["EventEmitter"]).proto == nil {
		return ""
	}
	h := e.hostIn(this)
	if h == nil || f.callee != e.objects(namedClasses["EventEmitter"]).proto.Get("emit") {
		return ""
	}
	m, ok := h.machine.(interface{ EmitterBase() *events.Emitter })
	if !ok {
		return ""
	}
	at := e.process.program.Version.Frames().EmitOne
	if name, ok := e.FromJS(event).(string); ok && m.EmitterBase().ListenerCount(name) > 1 {
		at = e.process.program.Version.Frames().EmitMany
	}
	return e.typeName(this) + ".emit (" + at + ")"
}

// languageFrame is the frame of one of the language's own functions.
func (e *Engine) languageFrame(f *rawFrame) string {
	if f.callee == nil {
		return ""
	}
	if _, ours := e.builtins[f.callee]; ours || e.hostIn(f.callee) != nil {
		return ""
	}
	name := e.ownText(f.callee, "name")
	switch name {
	case "", "call", "apply", "bind", "next", "then", "resolve", "reject", "eval":
		return ""
	}
	this, _ := f.this.(*goja.Object)
	typ := ""
	switch v := f.this.(type) {
	case *goja.Object:
		typ = e.typeName(v)
	case goja.String:
		typ = "String"
	}
	if typ == "" || this != nil && isCallable(this) && e.typeName(this) != "Function" {
		return ""
	}
	if this == e.rt.GlobalObject() || this == e.language {
		return name + " (<anonymous>)"
	}
	return typ + "." + name + " (<anonymous>)"
}

// describe is the text of a frame up to its place: V8's SerializeJSStackFrame
// (src/objects/call-site-info.cc).
func (e *Engine) describe(raw *rawFrame, f *frame) {
	name := f.function
	if raw.callee != nil {
		if n := e.ownText(raw.callee, "name"); n != "" && n != moduleFunction {
			name = n
		}
	}
	switch {
	case raw.async:
		f.async, f.function = true, name
	case raw.construct:
		f.construct, f.function = true, name
		if name == "" {
			f.function = "<anonymous>"
		}
	case name == moduleTop || raw.callee == nil:
		f.function = name
	default:
		f.arrow = raw.this == nil
		f.function = e.methodCall(raw, name)
	}
}

// methodCall is "Type.name [as method]".
func (e *Engine) methodCall(raw *rawFrame, name string) string {
	if strings.HasPrefix(name, "get ") || strings.HasPrefix(name, "set ") {
		return name
	}
	this, ok := raw.this.(*goja.Object)
	if !ok || this == e.rt.GlobalObject() || this == e.language {
		return name
	}
	typ, method := e.typeName(this), e.methodName(this, raw.callee, name)
	if name == "" {
		if method == "" {
			method = "<anonymous>"
		}
		return typ + "." + method
	}
	out := name
	if !strings.HasPrefix(name, typ) && !strings.HasPrefix(name, "#") {
		out = typ + "." + name
	}
	if method != "" && method != name && !strings.HasSuffix(name, "."+method) && !strings.HasSuffix(name, " "+method) {
		out += " [as " + method + "]"
	}
	return out
}

// typeName is what V8 calls the class of an object.
func (e *Engine) typeName(o *goja.Object) string {
	if isCallable(o) {
		if strings.HasPrefix(o.String(), "class") {
			return text(o.Get("name"))
		}
		return "Function"
	}
	if t := o.GetSymbol(goja.SymToStringTag); t != nil && o.Prototype() != nil {
		if s, ok := t.Export().(string); ok && s != "" {
			return s
		}
	}
	if c, ok := o.Get("constructor").(*goja.Object); ok {
		if n := text(c.Get("name")); n != "" {
			return n
		}
	}
	return "Object"
}

// methodName is the property under which an object has a function, if there is
// just one.
func (e *Engine) methodName(o, fn *goja.Object, name string) string {
	if h := e.hostIn(o); h != nil && h.obj == o {
		switch h.machine.(type) {
		case *timers.Timeout:
			return "_onTimeout"
		case *timers.Immediate:
			return "_onImmediate"
		}
	}
	if name != "" && e.dataProperty(o, name) == goja.Value(fn) {
		return name
	}
	found := ""
	for p := o; p != nil; p = p.Prototype() {
		if e.ownHost(p) != nil && name == "" {
			continue
		}
		for _, k := range p.GetOwnPropertyNames() {
			if e.dataProperty(p, k) == goja.Value(fn) {
				if found != "" {
					return ""
				}
				found = k
			}
		}
	}
	return found
}

// dataProperty is a property's value, looked up without running a getter.
func (e *Engine) dataProperty(o *goja.Object, name string) goja.Value {
	for p := o; p != nil; p = p.Prototype() {
		if wordsOf(p).typ == proxyType {
			return nil
		}
		if d, ok := e.ownData(p, name); ok {
			return d
		}
	}
	return nil
}

// ownData is an own property of o if it is no accessor.
func (e *Engine) ownData(o *goja.Object, name string) (goja.Value, bool) {
	d, ok := e.descriptor(o, name).(*goja.Object)
	if !ok {
		return nil, false
	}
	return d.Get("value"), true
}

// descriptor is Object.getOwnPropertyDescriptor(o, name).
func (e *Engine) descriptor(o *goja.Object, name string) goja.Value {
	type room struct {
		get func(goja.FunctionCall) goja.Value
	}
	r := Room(e, func(e *Engine) *room {
		return &room{e.rawCall(e.language.Get("Object").(*goja.Object).Get("getOwnPropertyDescriptor").(*goja.Object))}
	})
	return r.get(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{o, e.rt.ToValue(name)}})
}

// ownText is an own data property that is a string.
func (e *Engine) ownText(o *goja.Object, name string) string {
	v, ok := e.ownData(o, name)
	if !ok || v == nil {
		return ""
	}
	s, _ := v.Export().(string)
	return s
}

// offset is where a frame's line starts in the source of its file, and where
// its position is.
func (p *Process) offset(f *frame) (src string, start, at int) {
	if f.line == 0 || f.whole != "" || p.lowered[f.file] || !strings.HasPrefix(f.file, "/") {
		return "", 0, -1
	}
	src, err := p.read(f.file)
	if err != nil {
		return "", 0, -1
	}
	for line := 1; line < f.line; line++ {
		i := strings.IndexByte(src[start:], '\n')
		if i < 0 {
			return "", 0, -1
		}
		start += i + 1
	}
	if at = start + f.col - 1; at >= len(src) {
		at = -1
	}
	return src, start, at
}

// callPosition moves a frame's position from the parenthesis of a call, where
// goja has it, to the name before it, where V8 has it (ParseLeftHandSide
// Continuation in src/parsing/parser-base.h); that of a frame which awaits, to
// the await.
func (p *Process) callPosition(f *frame, async bool) {
	src, start, at := p.offset(f)
	if at < 0 {
		return
	}
	if async {
		if i := strings.LastIndex(src[start:at], "await"); i >= 0 {
			f.col = i + 1
		}
		return
	}
	if src[at] != '(' {
		return
	}
	for at > start && src[at-1] == ' ' {
		at--
	}
	end := at
	for at > start && identifier(src[at-1]) {
		at--
	}
	if at < end && src[at] != '#' {
		f.col = at - start + 1
	}
}

// arrowMethod is the name of an arrow function that was called as a method: the
// caller's source tells that it was, and the class, if it is a field of one.
func (p *Process) arrowMethod(name string, caller *frame) string {
	src, start, at := p.offset(caller)
	if at <= start || src[at-1] != '.' || !strings.HasPrefix(src[at:], name) {
		return name
	}
	for i := 0; ; {
		j := strings.Index(src[i:], name+" =")
		if j < 0 {
			return "Object." + name
		}
		i += j
		before := strings.TrimRight(src[:i], " \n\t")
		i += len(name)
		if before == "" || !strings.ContainsRune("{};", rune(before[len(before)-1])) {
			continue
		}
		if k := strings.LastIndex(before, "class "); k >= 0 && word(before[k+6:]) != "" {
			return word(before[k+6:]) + "." + name
		}
	}
}

// readPosition moves the position of a failed property access to the name that
// could not be read, which V8 reports.
func (p *Process) readPosition(f *frame, message string) {
	_, name, ok := strings.Cut(message, "(reading '")
	if !ok || !strings.HasSuffix(name, "')") {
		return
	}
	src, start, at := p.offset(f)
	if at < 0 {
		return
	}
	line := src[at:]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	name = strings.TrimSuffix(name, "')")
	if strings.HasPrefix(line, name) && word(line) == name {
		return
	}
	for i := 0; ; {
		j := strings.Index(line[i:], "."+name)
		if j < 0 {
			return
		}
		i += j + 1
		if word(line[i:]) == name {
			f.col = at - start + i + 1
			return
		}
	}
}
