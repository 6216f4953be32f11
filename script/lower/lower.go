// Package lower rewrites what the engine does not know (modules, async
// generators, for await, using, types) into what it does. esbuild does it. A
// build with the tag slim does not contain esbuild: there a host transforms, as
// a browser does with the module wasm/lower, which it loads when a script needs it.
package lower

// Options say what to make of a source.
type Options struct {
	File     string            `json:"file,omitempty"` // its name in the source map
	TS       bool              `json:"ts,omitempty"`
	CommonJS bool              `json:"commonJS,omitempty"` // convert import and export
	Engine   bool              `json:"engine,omitempty"`   // replace what the engine lacks, and append a source map
	Chains   bool              `json:"chains,omitempty"`   // with Engine: replace optional chains, too
	Banner   string            `json:"banner,omitempty"`
	Footer   string            `json:"footer,omitempty"`
	Define   map[string]string `json:"define,omitempty"`
}

// Result is the code, or what is wrong with the source.
type Result struct {
	Code  string `json:"code,omitempty"`
	Wrong string `json:"wrong,omitempty"`
	Line  int    `json:"line,omitempty"` // from 1; 0: nowhere in particular
	Col   int    `json:"col,omitempty"`  // from 1
}
