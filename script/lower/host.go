//go:build slim

package lower

// Host transforms, for a build without esbuild. It is set before any script runs.
var Host func(source string, o Options) Result

// Transform rewrites a source.
func Transform(source string, o Options) Result {
	if Host == nil {
		return Result{Wrong: "this build cannot run modules, async generators, for await, using or types: it has no esbuild and no host that has"}
	}
	return Host(source, o)
}
