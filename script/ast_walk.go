package script

import (
	"reflect"
	"strings"

	"github.com/dop251/goja/ast"
)

// eachNode calls visit for every node below v that is a pointer. It is reflection, and
// only programs whose text makes it worth while are searched.
func eachNode(v reflect.Value, visit func(node any) error) error {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		if v.Kind() == reflect.Pointer {
			if err := visit(v.Interface()); err != nil {
				return err
			}
		}
		return eachNode(v.Elem(), visit)
	case reflect.Slice:
		for i := 0; i < v.Len(); i++ {
			if err := eachNode(v.Index(i), visit); err != nil {
				return err
			}
		}
	case reflect.Struct:
		if !strings.HasSuffix(v.Type().PkgPath(), "goja/ast") {
			return nil
		}
		for i := 0; i < v.NumField(); i++ {
			// Declarations are listed a second time, next to the statements that hold them.
			if f := v.Type().Field(i); !f.IsExported() || f.Name == "DeclarationList" {
				continue
			}
			if err := eachNode(v.Field(i), visit); err != nil {
				return err
			}
		}
	}
	return nil
}

// errSpreadInChain is why a program is lowered that the engine compiles wrongly: a
// call with spread arguments in an optional chain that ends early leaves a mark on
// the engine's stack.
type errSpreadInChain struct{}

func (errSpreadInChain) Error() string { return "a call with spread arguments in an optional chain" }

// checkChains looks for such calls.
func checkChains(source string, p *ast.Program) error {
	if !strings.Contains(source, "?.") || !strings.Contains(source, "...") {
		return nil
	}
	return eachNode(reflect.ValueOf(p.Body), func(node any) error {
		if call, ok := node.(*ast.CallExpression); ok && spreads(call.ArgumentList) && mayEndEarly(call.Callee) {
			return errSpreadInChain{}
		}
		return nil
	})
}

func spreads(args []ast.Expression) bool {
	for _, a := range args {
		if _, ok := a.(*ast.SpreadElement); ok {
			return true
		}
	}
	return false
}

// mayEndEarly reports whether an expression holds a ?. of the chain that it is part of.
func mayEndEarly(x ast.Expression) bool {
	switch x := x.(type) {
	case *ast.Optional:
		return true
	case *ast.DotExpression:
		return mayEndEarly(x.Left)
	case *ast.PrivateDotExpression:
		return mayEndEarly(x.Left)
	case *ast.BracketExpression:
		return mayEndEarly(x.Left)
	case *ast.CallExpression:
		return mayEndEarly(x.Callee)
	}
	return false
}
