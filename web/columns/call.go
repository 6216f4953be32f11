package columns

// pattern is what an instruction must be; an arg below zero stands for any.
type pattern []struct {
	op  byte
	arg int64
}

var (
	// Go's calls begin so: the return address goes onto Go's own stack.
	pushes = pattern{{opLocalGet, stackPointer}, {opI32Const, 8}, {opI32Sub, 0}, {opLocalTee, stackPointer}, {opGlobalSet, 0},
		{opLocalGet, stackPointer}, {opI64Const, -1}, {opI64Store, 0}}
	// The call itself, whose argument says where in the function to begin.
	calling = pattern{{opI32Const, 0}, {opCall, -1}}
	// What follows where the caller goes on.
	unwinding = pattern{{opGlobalGet, 0}, {opLocalSet, stackPointer}, {opBrIf, -1}}
)

func (f *function) like(at int, pattern pattern) bool {
	if at+len(pattern) > len(f.code) {
		return false
	}
	for i, p := range pattern {
		if x := &f.code[at+i]; x.op != p.op || p.arg >= 0 && x.arg != p.arg {
			return false
		}
	}
	return true
}

func (f *function) literal(from, to int) string {
	var b []byte
	for _, x := range f.code[from:to] {
		b = append(b, x.text...)
	}
	return string(b)
}

// calling is a call, as a symbol of one to three parts.
func (f *function) calling() (t token, ok bool) {
	at := f.at
	if !f.like(at, pushes) || f.code[at+6].arg>>16 != int64(f.index)+firstFunction {
		return t, false
	}
	t.shape[0] = part{f.literal(at, at+6) + string(rune(opI64Const)), returned, returns}
	t.args[0] = f.resume.returning(f.depth, int(f.code[at+6].arg&0xffff))
	at += len(pushes)
	store := f.literal(at-1, at)
	if !f.like(at, calling) {
		t.shape[1] = part{text: store}
		f.at = at
		return t, true
	}
	t.shape[1] = part{store + f.literal(at, at+1) + string(rune(opCall)), number, calls}
	t.args[1] = f.code[at+1].text[1:]
	at += len(calling)
	if f.like(at, unwinding) {
		t.shape[2] = part{f.literal(at, at+2) + string(rune(opBrIf)), branch, levels}
		t.args[2] = f.level(&f.code[at+2])
		at += len(unwinding)
	}
	f.at = at
	return t, true
}
