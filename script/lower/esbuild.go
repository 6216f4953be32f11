//go:build !slim

package lower

import (
	"maps"

	"github.com/evanw/esbuild/pkg/api"
)

// unknown is the syntax that goja does not have.
var unknown = map[string]bool{
	"async-generator": false, "for-await": false, "using": false, "dynamic-import": false, "decorators": false,
	"import-meta": true, "top-level-await": true, "regexp-match-indices": true,
}

// Transform rewrites a source.
func Transform(source string, o Options) Result {
	t := api.TransformOptions{
		Loader: api.LoaderJS, Sourcefile: o.File, Banner: o.Banner, Footer: o.Footer, Define: o.Define, LogLevel: api.LogLevelSilent,
	}
	if o.TS {
		t.Loader = api.LoaderTS
	}
	if o.CommonJS {
		t.Format = api.FormatCommonJS
	}
	if o.Engine {
		t.Sourcemap, t.SourcesContent = api.SourceMapInline, api.SourcesContentExclude
		t.Target, t.Platform, t.Supported = api.ESNext, api.PlatformNode, maps.Clone(unknown)
		if o.Chains {
			t.Supported["optional-chain"] = false
		}
	}
	r := api.Transform(source, t)
	if len(r.Errors) == 0 {
		return Result{Code: string(r.Code)}
	}
	w := Result{Wrong: r.Errors[0].Text}
	if l := r.Errors[0].Location; l != nil {
		w.Line, w.Col = l.Line, l.Column+1
	}
	return w
}
