package lib

import (
	"github.com/dop251/goja"
	"reflect"
)

type consoleState struct{}

var typeArrayBuffer = reflect.TypeOf(goja.ArrayBuffer{})

func (l *Lib) typedArray(v goja.Value) ([]byte, int, bool)       { return nil, 1, false }
func (l *Lib) anyBytes(v *goja.Object) ([]byte, bool)            { return nil, false }
func (l *Lib) Inspect(v goja.Value) string                       { return v.String() }
func (l *Lib) inspectWith(v goja.Value, o map[string]any) string { return v.String() }
func quote(s goja.String) string                                 { return "'" + s.String() + "'" }
