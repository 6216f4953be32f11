package web

// change is a place in a library's source where what no script can reach hangs
// on to what a visitor would have to download. It must be found as it is, so that
// a new release that differs fails here and not in a visitor's browser.
type change struct{ module, file, from, to, why string }

const goja, esbuild, ximage, xtext = "github.com/dop251/goja", "github.com/evanw/esbuild", "golang.org/x/image", "golang.org/x/text"

var changes = []change{
	{goja, "object_goreflect.go", "return o.methodsValue.Method(idx)", "_ = idx",
		"a method found by a name at run time makes the linker keep every method of every type; values that scripts see never wrap Go objects"},
	{goja, "object_goreflect.go", "		method := t.Method(i)\n		name := method.Name\n", "		var method reflect.Method\n		name := method.Name\n",
		"the same; no name is exported then, so the list of methods is empty"},
	{goja, "builtin_string.go", "	\"golang.org/x/text/collate\"\n	\"golang.org/x/text/language\"\n", "",
		"the collation of all of Unicode, over a megabyte: script/locale.go has put its own localeCompare in the place of goja's"},
	{goja, "builtin_string.go", "func (r *Runtime) collator() *collate.Collator {\n	collator := r._collator\n	if collator == nil {\n		collator = collate.New(language.Und)\n		r._collator = collator\n	}\n	return collator\n}\n", "", "the same"},
	{goja, "builtin_string.go", "r.collator().CompareString(this, that)", "strings.Compare(this, that)", "the same"},
	{goja, "runtime.go", "	\"golang.org/x/text/collate\"\n", "", "the same"},
	{goja, "runtime.go", "	_collator       *collate.Collator\n", "", "the same"},
	{esbuild, "internal/bundler/bundler.go", "	\"net/http\"\n", "", "a web server, TLS and X.509 for one guess at a file's type, which only a bundler of files makes"},
	{esbuild, "internal/bundler/bundler.go", "mimeType = http.DetectContentType([]byte(contents))", "mimeType = \"application/octet-stream\"", "the same"},

	{xtext, "cases/map.go", "		tags = append(tags, language.MustParse(s))\n", "		_ = s\n",
		"the languages of the world with their scripts and regions, and at start-up: goja asks for what no language has to itself (language.Und)"},
	{xtext, "cases/map.go", "	matcher = internal.NewInheritanceMatcher(tags)\n	Supported = language.NewCoverage(tags)\n", "	_ = tags\n", "the same"},
	{xtext, "cases/map.go", "func makeUpper(t language.Tag, o options) transform.SpanningTransformer {\n	_, i, _ := matcher.Match(t)\n", "func makeUpper(t language.Tag, o options) transform.SpanningTransformer {\n	i := 0\n", "the same"},
	{xtext, "cases/map.go", "func makeLower(t language.Tag, o options) transform.SpanningTransformer {\n	_, i, _ := matcher.Match(t)\n", "func makeLower(t language.Tag, o options) transform.SpanningTransformer {\n	i := 0\n", "the same"},

	{esbuild, "internal/cache/cache_ast.go", "ast := css_parser.Parse(tempLog, source, options)", "ast := css_ast.AST{}", "only JavaScript and TypeScript are transformed: the rest is half of esbuild"},
	{esbuild, "internal/linker/linker.go", "go c.generateChunkCSS(chunkIndex, &generateWaitGroup)", "generateWaitGroup.Done()", "the same"},
	{esbuild, "internal/bundler/bundler.go", "args.options.Mode == config.ModeBundle && !args.skipResolve && recordsPtr != nil {", "false && recordsPtr != nil {", "one source is transformed: nothing looks for files, packages and their settings"},
	{esbuild, "internal/bundler/bundler.go", "	res := resolver.NewResolver(call, fs, log, caches, &options)\n", "	var res *resolver.Resolver\n", "the same"},
	{esbuild, "internal/bundler/bundler.go", "	result, debug := res.Resolve(absResolveDir, path, kind)\n", "	var result *resolver.ResolveResult\n	var debug resolver.DebugMeta\n", "the same"},
	{esbuild, "internal/bundler/bundler.go", "if results, msg := s.res.ResolveGlob(entryPointAbsResolveDir, pattern, ast.ImportEntryPoint, prettyPattern); results != nil {",
		"if results, msg := func(string) (map[string]resolver.ResolveResult, *logger.Msg) { return nil, nil }(prettyPattern); results != nil {", "the same"},
	{esbuild, "internal/bundler/bundler.go", "if query, _ := s.res.ProbeResolvePackageAsRelative(entryPointAbsResolveDir, entryPoint.InputPath, ast.ImportEntryPoint); query != nil {",
		"if query := (*resolver.ResolveResult)(nil); query != nil {", "the same"},
	{esbuild, "internal/config/config.go", "&& filter.MatchString(path.Text)", "&& false", "regular expressions, which only plugins, renaming and lists of browsers use; there are none"},
	{esbuild, "internal/js_parser/js_parser.go", "if p.options.mangleProps.MatchString(name) &&", "if false &&", "the same"},
	{esbuild, "pkg/api/api_impl.go", "var versionRegex = regexp.MustCompile(`^([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?(-[A-Za-z0-9]+(?:\\.[A-Za-z0-9]+)*)?$`)\n", "", "the same"},
	{esbuild, "pkg/api/api_impl.go", "if match := versionRegex.FindStringSubmatch(engine.Version); match != nil {", "if match := []string(nil); match != nil {", "the same"},
	{esbuild, "pkg/api/api_impl.go", "regex, err := regexp.Compile(value)", "regex, err := (*regexp.Regexp)(nil), error(nil)", "the same"},
}
