package h1

// stepField reads field lines, in a header block or a trailer section (RFC
// 9112, sections 5 and 7.1.2).
func (p *Parser) stepField(b []byte, i int) int {
	switch p.state {
	case stFirstField, stField:
		return p.stepFieldStart(b, i)
	case stName:
		return p.stepName(b, i)
	case stNameKnown:
		return p.stepNameSpace(b, i)
	case stValueWS:
		return p.stepValueWS(b, i)
	case stEmptyLF:
		p.state = stEmptyNext
		switch {
		case b[i] == '\n':
			return i + 1
		case p.opts.OptionalLF, p.looseEmpty():
			return i
		}
		return p.fail(faultEmptyLF, i)
	case stEmptyNext:
		return p.stepEmptyNext(b, i)
	case stValue:
		return p.stepValue(b, i)
	case stValueAny:
		return p.stepValueAny(b, i)
	case stValueLF:
		if b[i] != '\n' {
			return p.fail(faultValueLF, i)
		}
		p.state = stValueNext
		return i + 1
	case stValueNext:
		return p.stepValueNext(b, i)
	case stHeadersLF:
		switch {
		case b[i] == '\n', p.opts.LooseLineEnds:
			return p.headersDone(i + 1)
		case p.opts.OptionalLF:
			return p.headersDone(i)
		}
		return p.fail(faultHeadersLF, i)
	}
	return p.stepKnownValue(b, i)
}

func (p *Parser) stepFieldStart(b []byte, i int) int {
	c := b[i]
	if class[c]&classToken != 0 {
		if next, ok := p.usualField(b, i); ok {
			return next
		}
		p.name.open(i)
		p.state = stName
		return p.stepName(b, i+1)
	}
	switch {
	case c == '\r' && len(b)-i > 1 && b[i+1] == '\n':
		return p.headersDone(i + 2)
	case c == '\r':
		p.state = stHeadersLF
		return i + 1
	case c == '\n':
		if !p.opts.LooseLineEnds && !p.opts.OptionalCR {
			return p.fail(faultFieldChar, i+1)
		}
		return p.headersDone(i + 1)
	case (c == ' ' || c == ':') && p.opts.LooseFieldNames:
		p.name.open(i)
		p.state = stName
		return p.stepName(b, i)
	case c == ' ' && p.state == stFirstField && p.opts.AnyFieldValues:
		p.state = stField
		return i + 1
	case c == ' ' && p.state == stFirstField:
		return p.fail(faultSpaceAfterStart, i+1)
	}
	return p.fail(faultFieldToken, i)
}

// stepName reads a field name up to its colon. No space may stand between them
// (RFC 9112, section 5.1).
func (p *Parser) stepName(b []byte, i int) int {
	for i < len(b) && class[b[i]]&classToken != 0 {
		i++
	}
	if i == len(b) {
		return i
	}
	switch {
	case b[i] == ':':
		return p.nameDone(b, i)
	case b[i] == ' ' && p.opts.AnyFieldValues && p.knownName(b, i) != fieldOther:
		p.state = stNameKnown
		return p.stepNameSpace(b, i)
	case b[i] == ' ' && p.knownName(b, i) != fieldOther:
		if n := p.name.close(i); n > 0 && !p.countHeader(n, i+1) {
			return i + 1
		}
		return p.fail(faultFieldChar, i+1)
	case b[i] == ' ' && p.opts.LooseFieldNames:
		return p.stepName(b, i+1)
	}
	return p.fail(faultFieldToken, i)
}

// stepNameSpace reads the spaces behind a known name, which stay part of it.
func (p *Parser) stepNameSpace(b []byte, i int) int {
	for i < len(b) && b[i] == ' ' {
		i++
	}
	switch {
	case i == len(b):
		return i
	case b[i] == ':':
		return p.nameDone(b, i)
	}
	p.state = stName // a name that only begins like a known one
	return p.stepName(b, i)
}

// knownName recognizes the name so far, which ends before b[i].
func (p *Parser) knownName(b []byte, i int) field {
	var name [len("transfer-encoding")]byte
	here := b[p.name.start:i]
	if len(p.name.buf)+len(here) > len(name) {
		return fieldOther
	}
	return knownField(append(append(name[:0], p.name.buf...), here...))
}

// nameDone ends the name before the colon b[i].
func (p *Parser) nameDone(b []byte, i int) int {
	if n := p.name.close(i); n > 0 && !p.countHeader(n, i+1) {
		return p.err.Offset
	}
	p.field = knownField(p.name.bytes(b))
	if p.state == stNameKnown {
		p.field = knownField(trimEnd(p.name.bytes(b)))
	}
	p.state = stValueWS
	if p.field != fieldOther && !p.opts.LateFramingConflict && !p.opts.BothFramings {
		// RFC 9112, section 6.3, rule 3: both together may be an attack.
		switch {
		case p.field == fieldLength && p.flags&flagCoding != 0:
			return p.fail(faultLengthAfterCoding, i+1)
		case p.field == fieldCoding && p.flags&flagLength != 0:
			return p.fail(faultCodingAfterLength, i+1)
		}
	}
	i++
	if i < len(b) && b[i] == ' ' {
		i++
	}
	if i < len(b) {
		return p.stepValueWS(b, i)
	}
	return i
}

func (p *Parser) stepValueWS(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t') {
		i++
	}
	if i == len(b) {
		return i
	}
	switch b[i] {
	case '\r':
		p.value.open(i)
		p.value.close(i)
		p.state = stEmptyLF
		return i + 1
	case '\n':
		if !p.opts.OptionalCR && !p.looseEmpty() {
			return p.fail(faultValueChar, i+1)
		}
		p.value.open(i)
		p.value.close(i)
		p.state = stEmptyNext
		return i + 1
	}
	p.value.open(i)
	return p.beginValue(b, i)
}

// looseEmpty: llhttp 6 lets a lenient owner end an empty value in any way.
func (p *Parser) looseEmpty() bool { return p.opts.AnyFieldValues && p.opts.LooseLineEnds }

// stepEmptyNext stands behind the line of an empty value.
func (p *Parser) stepEmptyNext(b []byte, i int) int {
	if b[i] == ' ' || b[i] == '\t' {
		if !p.opts.AnyFieldValues {
			return p.fail(faultValueChar, i+1)
		}
		p.value.mode, p.state = spanNone, stValueWS
		return i + 1
	}
	switch {
	case p.field == fieldLength:
		return p.fail(faultLengthEmpty, i)
	case p.field == fieldCoding && !p.opts.EmptyTransferEncoding:
		return p.fail(faultCodingEmpty, i)
	}
	return p.fieldDone(b, i)
}

// stepValueNext stands behind a field line: whitespace here is a folded line
// (RFC 9112, section 5.2), which has to be rejected or joined.
func (p *Parser) stepValueNext(b []byte, i int) int {
	if b[i] == ' ' || b[i] == '\t' {
		if !p.opts.FoldedValues && !p.opts.AnyFieldValues {
			return p.fail(faultFold, i)
		}
		p.value.reopen(b, i)
		if p.field == fieldChunked {
			p.field = fieldOther
		}
		return p.beginValue(b, i)
	}
	if p.field != fieldOther {
		p.flags |= p.field.flag()
	}
	return p.fieldDone(b, i)
}

// fieldDone reports the field line that ends before b[i].
func (p *Parser) fieldDone(b []byte, i int) int {
	name, value := p.name.bytes(b), p.value.bytes(b)
	p.name.mode, p.value.mode = spanNone, spanNone
	p.state = stField
	p.h.OnHeader(name, trimEnd(value))
	return i
}
