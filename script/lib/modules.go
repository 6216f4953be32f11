package lib

import (
	"embed"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"finishline/node/versions"
)

//go:embed js/*.js
var sources embed.FS

// module is a module in one runtime.
type module struct {
	exports goja.Value
	object  *goja.Object
}

// programs holds what has been compiled, for all runtimes.
var programs sync.Map // file name → *goja.Program

// files says which file implements which module that scripts may require.
var files = map[string]string{
	"assert": "assert", "assert/strict": "assert_strict", "console": "console_module", "dns": "dns", "dns/promises": "dns_promises",
	"fs": "fs", "fs/promises": "fs_promises", "os": "os", "path": "path", "path/posix": "path_posix", "path/win32": "path_win32",
	"perf_hooks": "perf_hooks", "querystring": "querystring", "string_decoder": "string_decoder",
	"tty": "tty", "url": "url", "util": "util", "util/types": "util_types", "crypto": "crypto", "constants": "constants", "buffer": "buffer",
	"punycode": "punycode", "sys": "sys", "v8": "v8", "vm": "vm", "worker_threads": "worker_threads",
	"zlib": "zlib", "readline": "readline", "readline/promises": "readline_promises",
	// FILE#NAME: a property of what the file exports.
	"_http_agent": "old_names#_http_agent", "_http_client": "old_names#_http_client", "_http_common": "old_names#_http_common",
	"_http_incoming": "old_names#_http_incoming", "_http_outgoing": "old_names#_http_outgoing", "_http_server": "old_names#_http_server",
}

// Names lists the modules that this package implements, without "node:".
func Names() []string {
	out := make([]string, 0, len(files))
	for name := range files { // order: sorted below
		out = append(out, name)
	}
	sortStrings(out)
	return out
}

// Require returns a public module; false if it is not one of this package's.
func (l *Lib) Require(name string) (goja.Value, bool) {
	file, ok := files[name]
	if !ok {
		return nil, false
	}
	if file, part, ok := strings.Cut(file, "#"); ok {
		return l.load(file, "node:internal/"+file).(*goja.Object).Get(part), true
	}
	return l.load(file, "node:"+name), true
}

// StandIn is the exports of a module that Node has and Finishline has not: they
// fail when they are used, not when they are loaded. false: Node has no such module.
func (l *Lib) StandIn(name string) (goja.Value, bool) {
	if v := l.standIn("standIn", name); !isUndef(v) {
		return v, true
	}
	return nil, false
}

// MissingGlobal is a global that Node has and Finishline has not: it says so
// when it is used.
func (l *Lib) MissingGlobal(name string) goja.Value { return l.standIn("missingGlobal", name) }

func (l *Lib) standIn(function, name string) goja.Value {
	make, _ := goja.AssertFunction(l.load("stand_in", "node:internal/stand_in").(*goja.Object).Get(function))
	return l.call(make, goja.Undefined(), l.rt.ToValue(name))
}

// load instantiates a file once.
func (l *Lib) load(file, name string) goja.Value {
	if m, ok := l.modules[file]; ok {
		if m.object != nil {
			return m.object.Get("exports")
		}
		return m.exports
	}
	if l.modules == nil {
		l.modules = map[string]*module{}
	}
	fn, err := l.rt.RunProgram(program(file, name))
	must(err)
	body, _ := goja.AssertFunction(fn)
	m := &module{object: l.rt.NewObject()}
	exports := l.rt.NewObject()
	must(m.object.Set("exports", exports))
	l.modules[file] = m
	l.call(body, goja.Undefined(), exports, l.requireFunc(), m.object, l.rt.ToValue(l.internal))
	m.exports, m.object = m.object.Get("exports"), nil
	return m.exports
}

func program(file, name string) *goja.Program {
	if p, ok := programs.Load(file); ok {
		return p.(*goja.Program)
	}
	src, err := sources.ReadFile("js/" + file + ".js")
	if err != nil {
		panic("lib: no source for " + file)
	}
	// The wrapper stands on the first line, so that line numbers stay right.
	p := goja.MustCompile(name, "(function(exports, require, module, internal) {"+string(src)+"\n})", true)
	programs.Store(file, p)
	return p
}

// requireFunc is require() inside this package's files.
func (l *Lib) requireFunc() goja.Value {
	return l.rt.ToValue(func(c goja.FunctionCall) goja.Value {
		name := arg(c.Arguments, 0).String()
		if v, ok := l.Require(name); ok {
			return v
		}
		if file, ok := strings.CutPrefix(name, "internal/"); ok {
			return l.load(file, "node:"+name)
		}
		if l.host.Require == nil {
			l.throw("Error", "MODULE_NOT_FOUND", "Cannot find module '"+name+"'")
		}
		return l.host.Require(name)
	})
}

// internal gives the files here their native parts.
func (l *Lib) internal(c goja.FunctionCall) goja.Value {
	name := arg(c.Arguments, 0).String()
	if o, ok := l.bindings[name]; ok {
		return o
	}
	make, ok := bindingMakers()[name]
	if !ok {
		panic("lib: no binding " + name)
	}
	if l.bindings == nil {
		l.bindings = map[string]*goja.Object{}
	}
	o := make(l)
	l.bindings[name] = o
	return o
}

func bindingMakers() map[string]func(*Lib) *goja.Object {
	return map[string]func(*Lib) *goja.Object{
		"inspect": (*Lib).inspectBinding, "versions": (*Lib).versionFlags, "errors": (*Lib).errorBinding,
		"console": (*Lib).consoleBinding, "buffer": (*Lib).bufferBinding,
		"string_decoder": (*Lib).decoderBinding, "process": (*Lib).processBinding, "url": (*Lib).urlBinding,
		"fs": (*Lib).fsBinding, "crypto": (*Lib).cryptoBinding, "dns": (*Lib).dnsBinding, "os": (*Lib).osBinding, "assert": (*Lib).assertBinding, "zlib": (*Lib).zlibBinding,
	}
}

// versionFlags shows the rows of the version table that the files here ask for.
func (l *Lib) versionFlags() *goja.Object {
	o := l.rt.NewObject()
	for _, f := range []struct {
		name string
		row  versions.Behaviour
	}{
		{"receivedByType", versions.ReceivedByType}, {"tagWithin", versions.InspectTagWithin}, {"tagDotted", versions.InspectTagDotted},
		{"extraBracketed", versions.InspectExtraBracketed}, {"collapseFrames", versions.InspectCollapseFrames},
		{"ownCause", versions.InspectOwnCause}, {"stackIndented", versions.InspectOwnCause}, {"symbolKeysBare", versions.InspectSymbolKeysBare},
		{"promisifyWarns", versions.PromisifyWarns}, {"utilLegacyTypes", versions.UtilLegacyTypes}, {"styleNone", versions.StyleTextNone},
		{"styleNests", versions.StyleTextNests}, {"styleChecksStream", versions.StyleTextChecksStream},
		{"assertLineDiff", versions.AssertLineDiff}, {"assertDiffOption", versions.AssertDiffOption}, {"assertPartial", versions.AssertPartial},
		{"assertCustomDiff", versions.AssertCustomDiff}, {"errorCauseCompared", versions.ErrorCauseCompared},
		{"opaqueUnequal", versions.OpaqueUnequal}, {"styleAliases", versions.StyleTextAliases}, {"parseEnvNull", versions.ParseEnvNull},
		{"styleText", versions.UtilStyleText}, {"parseEnv", versions.UtilParseEnv}, {"callSites", versions.UtilCallSites},
		{"styleOneChecksStream", versions.StyleOneChecksStream}, {"syncErrorSyscallFirst", versions.SyncErrorSyscallFirst},
		{"invalidUrlInputFirst", versions.InvalidURLInputFirst}, {"invalidUrlBase", versions.InvalidURLBase}, {"urlParse", versions.URLParse},
		{"emitterShapeMode", versions.EmitterShapeMode}, {"pathFormatDot", versions.PathFormatDot}, {"assertObjects", versions.ConsoleAssertObjects}, {"tableLeft", versions.ConsoleTableLeft},
		{"proxyMarked", versions.InspectProxyMarked}, {"collectionLimit", versions.InspectCollectionLimit},
		{"punycodeDeprecated", versions.PunycodeDeprecated}, {"sysNamesNodeUtil", versions.SysNamesNodeUtil},
		{"threadsPostAnywhere", versions.ThreadsPostAnywhere}, {"threadsKnowInternal", versions.ThreadsKnowInternal},
		{"threadsMarkUncloneable", versions.ThreadsMarkUncloneable}, {"threadsHaveNames", versions.ThreadsHaveNames},
		{"zlibCRC32", versions.ZlibCRC32}, {"readlineSeparators", versions.ReadlineSeparators}, {"zlibZstd", versions.ZlibZstd},
		{"toPrimitiveWins", versions.FormatPrimitiveWins}, {"toPrimitiveSeen", versions.FormatPrimitiveSeen},
	} {
		must(o.Set(f.name, l.has(f.row)))
	}
	return o
}

// errorBinding makes errors with codes, and describes values in their messages.
func (l *Lib) errorBinding() *goja.Object {
	o := l.rt.NewObject()
	l.export(o, "make", func(a []goja.Value) goja.Value {
		return l.NewError(arg(a, 0).String(), stringOf(arg(a, 1)), arg(a, 2).String())
	})
	l.export(o, "received", func(a []goja.Value) goja.Value { return l.rt.ToValue(l.received(arg(a, 0))) })
	l.export(o, "outOfRange", func(a []goja.Value) goja.Value {
		l.throwRange(arg(a, 0).String(), arg(a, 1).String(), arg(a, 2))
		return nil
	})
	return o
}

// bufferBinding is the buffer module's native parts.
func (l *Lib) bufferBinding() *goja.Object {
	o := l.rt.NewObject()
	must(o.Set("Buffer", l.Buffer()))
	must(o.Set("maxLength", l.maxLength()))
	return o
}

func (l *Lib) maxLength() int64 {
	if l.has(versions.BufferMax53) {
		return 1<<53 - 1
	}
	return 1 << 32
}
