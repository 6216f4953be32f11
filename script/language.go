package script

import (
	"strings"

	"github.com/dop251/goja"

	"finishline/node/versions"
)

// The language's library differs from version to version, and from goja's. What hangs
// on prototypes, where a script reaches it without naming a global, is put right when
// a source that mentions it is compiled; other scripts pay nothing.

// mentions are the parts of the library that a source may use, as bits.
type mentions uint8

const (
	arrayCopies mentions = 1 << iota
	setMethods
	wellFormed
	iteratorHelpers
)

// mentioned are the words that give a part away.
var mentioned = []struct {
	part  mentions
	words []string
}{
	{arrayCopies, []string{"toSorted", "toReversed", "toSpliced", ".with("}},
	{setMethods, []string{"union", "intersection", "ifference", "SubsetOf", "SupersetOf", "DisjointFrom"}},
	{wellFormed, []string{"WellFormed"}},
	{iteratorHelpers, []string{"Iterator", "function*", "function *", ".values()", ".keys()", ".entries()", ".matchAll("}},
}

func mentionsOf(source string) (m mentions) {
	for _, x := range mentioned {
		for _, w := range x.words {
			if strings.Contains(source, w) {
				m |= x.part
				break
			}
		}
	}
	return m
}

// supply makes the library what the version has of the parts that are mentioned.
func (e *Engine) supply(m mentions) {
	m &^= e.supplied
	if m == 0 {
		return
	}
	e.supplied |= m
	proto := func(class string) *goja.Object {
		return e.rt.Get(class).(*goja.Object).Get("prototype").(*goja.Object)
	}
	without := func(o *goja.Object, names ...string) {
		for _, n := range names {
			must(o.Delete(n))
		}
	}
	if m&arrayCopies != 0 && !e.env.Has(versions.LangArrayCopies) {
		without(proto("Array"), "toSorted", "toReversed", "toSpliced", "with")
		without(proto("Uint8Array").Prototype(), "toSorted", "toReversed", "with")
	}
	if m&setMethods != 0 && !e.env.Has(versions.LangSetMethods) {
		without(proto("Set"), "union", "intersection", "difference", "symmetricDifference", "isSubsetOf", "isSupersetOf", "isDisjointFrom")
	}
	if m&wellFormed != 0 && e.env.Has(versions.LangWellFormed) {
		e.callJS("language", "wellFormed", proto("String"))
	}
	if m&iteratorHelpers != 0 {
		if e.env.Has(versions.LangIterators) {
			e.callJS("language", "iterators")
		} else {
			must(e.rt.GlobalObject().Delete("Iterator"))
		}
	}
}

func init() {
	DefineGlobal(Field{Name: "Iterator", Hidden: true, Make: func(e *Engine) goja.Value {
		return e.loadJS("language").Get("Iterator")
	}})
}
