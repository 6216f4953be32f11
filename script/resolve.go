package script

import (
	"encoding/json"
	"io/fs"
	"path"
	"strings"

	"finishline/node/realm"
)

// Where a file is looked for follows lib/internal/modules/cjs/loader.js.

func (p *Process) kind(file string) fileKind {
	if k, ok := p.modules.stat[file]; ok {
		return k
	}
	k := missing
	if p.files != nil {
		name := strings.TrimPrefix(file, "/")
		if name == "" {
			name = "."
		}
		if st, err := fs.Stat(p.files, name); err == nil {
			k = regular
			if st.IsDir() {
				k = directory
			}
		}
	}
	if p.modules.stat == nil {
		p.modules.stat = make(map[string]fileKind)
	}
	p.modules.stat[file] = k
	return k
}

func (p *Process) resolveOrThrow(from *module, id string) string {
	if name, prefixed := strings.CutPrefix(id, "node:"); p.isBuiltin(name) && (prefixed || !prefixOnly[name]) {
		return id
	}
	file, ok := p.resolve(from, id)
	if !ok {
		p.e.Throw(p.notFound(id, from))
	}
	return file
}

// resolve finds the file that id names, seen from a module.
func (p *Process) resolve(from *module, id string) (string, bool) {
	dir := p.cwd
	if from != nil && from.filename != "" {
		dir = path.Dir(from.filename)
	}
	switch {
	case strings.HasPrefix(id, "file://"):
		return p.resolvePath(strings.TrimPrefix(id, "file://"))
	case strings.HasPrefix(id, "/"):
		return p.resolvePath(id)
	case id == "." || id == ".." || strings.HasPrefix(id, "./") || strings.HasPrefix(id, "../"):
		if strings.HasSuffix(id, "/") || id == "." || id == ".." {
			return p.resolveDir(path.Join(dir, id))
		}
		return p.resolvePath(path.Join(dir, id))
	case strings.HasPrefix(id, "#"):
		return p.resolveImports(dir, id)
	}
	if file, ok := p.resolveSelf(dir, id); ok {
		return file, true
	}
	for _, modules := range modulePaths(dir) {
		if p.kind(modules) == directory {
			if file, ok := p.resolvePackage(modules, id); ok {
				return file, true
			}
		}
	}
	return "", false
}

// modulePaths is the node_modules folders that a folder sees.
func modulePaths(dir string) []string {
	var out []string
	for {
		if path.Base(dir) != "node_modules" {
			out = append(out, path.Join(dir, "node_modules"))
		}
		if dir == "/" || dir == "." {
			return out
		}
		dir = path.Dir(dir)
	}
}

var extensions = [...]string{".js", ".json", ".node", ".cjs", ".mjs"}

func (p *Process) resolvePath(file string) (string, bool) {
	k := p.kind(file)
	if k == regular {
		return file, true
	}
	for _, x := range extensions[:3] {
		if p.kind(file+x) == regular {
			return file + x, true
		}
	}
	if k == directory {
		return p.resolveDir(file)
	}
	return "", false
}

func (p *Process) resolveDir(dir string) (string, bool) {
	if pkg := p.packageJSON(dir); pkg != nil && pkg.Main != "" {
		main := path.Join(dir, pkg.Main)
		if file, ok := p.resolvePath(main); ok {
			return file, true
		}
	}
	for _, x := range extensions[:3] {
		if file := path.Join(dir, "index"+x); p.kind(file) == regular {
			return file, true
		}
	}
	return "", false
}

func (p *Process) resolvePackage(modules, id string) (string, bool) {
	name, sub := splitPackage(id)
	dir := path.Join(modules, name)
	if pkg := p.packageJSON(dir); pkg != nil && pkg.Exports != nil {
		return p.resolveExports(dir, pkg, name, sub)
	}
	return p.resolvePath(path.Join(modules, id))
}

// splitPackage splits "@a/b/c" into "@a/b" and "./c".
func splitPackage(id string) (name, sub string) {
	n := strings.IndexByte(id, '/')
	if strings.HasPrefix(id, "@") && n >= 0 {
		if m := strings.IndexByte(id[n+1:], '/'); m >= 0 {
			n += 1 + m
		} else {
			n = -1
		}
	}
	if n < 0 {
		return id, "."
	}
	return id[:n], "." + id[n:]
}

// packageJSON is what matters of a package.json.
type packageJSON struct {
	Name    string          `json:"name"`
	Main    string          `json:"main"`
	Type    string          `json:"type"`
	Exports json.RawMessage `json:"exports"`
	Imports json.RawMessage `json:"imports"`
}

func (p *Process) packageJSON(dir string) *packageJSON {
	if pkg, ok := p.modules.packages[dir]; ok {
		return pkg
	}
	var pkg *packageJSON
	if file := path.Join(dir, "package.json"); p.kind(file) == regular {
		if b, err := fs.ReadFile(p.files, strings.TrimPrefix(file, "/")); err == nil {
			pkg = new(packageJSON)
			if json.Unmarshal(b, pkg) != nil {
				pkg = &packageJSON{}
			}
		}
	}
	if p.modules.packages == nil {
		p.modules.packages = make(map[string]*packageJSON)
	}
	p.modules.packages[dir] = pkg
	return pkg
}

// scope is the package that a folder belongs to.
func (p *Process) scope(dir string) (*packageJSON, string) {
	for {
		if pkg := p.packageJSON(dir); pkg != nil {
			return pkg, dir
		}
		if dir == "/" || dir == "." || path.Base(dir) == "node_modules" {
			return nil, ""
		}
		dir = path.Dir(dir)
	}
}

func (p *Process) resolveSelf(dir, id string) (string, bool) {
	pkg, root := p.scope(dir)
	if pkg == nil || pkg.Exports == nil {
		return "", false
	}
	name, sub := splitPackage(id)
	if name != pkg.Name {
		return "", false
	}
	return p.resolveExports(root, pkg, name, sub)
}

func (p *Process) resolveImports(dir, id string) (string, bool) {
	pkg, root := p.scope(dir)
	if pkg == nil || pkg.Imports == nil {
		return "", false
	}
	target, ok := matchSubpath(pkg.Imports, id)
	if !ok {
		return "", false
	}
	if !strings.HasPrefix(target, "./") {
		return p.resolve(&module{filename: path.Join(root, "x")}, target)
	}
	return p.resolvePath(path.Join(root, target))
}

// resolveExports follows a package's exports with the conditions of require.
func (p *Process) resolveExports(dir string, pkg *packageJSON, name, sub string) (string, bool) {
	exports := pkg.Exports
	var keys map[string]json.RawMessage
	if json.Unmarshal(exports, &keys) != nil || !hasSubpaths(keys) {
		exports = json.RawMessage(`{".":` + string(exports) + `}`)
	}
	target, ok := matchSubpath(exports, sub)
	if ok {
		if file := path.Join(dir, target); p.kind(file) == regular {
			return file, true
		}
		return "", false
	}
	what := "No \"exports\" main defined in " + dir + "/package.json"
	if sub != "." {
		what = "Package subpath '" + sub + "' is not defined by \"exports\" in " + dir + "/package.json"
	}
	p.e.Throw(realm.NewError("ERR_PACKAGE_PATH_NOT_EXPORTED", what))
	return "", false
}

func hasSubpaths(keys map[string]json.RawMessage) bool {
	for k := range keys { // order: Node requires all of them to agree
		return strings.HasPrefix(k, ".")
	}
	return false
}

// matchSubpath finds a subpath in an exports or imports object: literally, else
// by the longest pattern.
func matchSubpath(object json.RawMessage, sub string) (string, bool) {
	var keys map[string]json.RawMessage
	if json.Unmarshal(object, &keys) != nil {
		return "", false
	}
	if t, ok := keys[sub]; ok {
		return matchTarget(t, "")
	}
	best, star := "", ""
	for k := range keys { // order: the longest prefix wins; two with the same that both match have different suffixes, and the longer wins
		pre, post, ok := strings.Cut(k, "*")
		if !ok || !strings.HasPrefix(sub, pre) || !strings.HasSuffix(sub, post) || len(sub) < len(k) {
			continue
		}
		if n := strings.IndexByte(best, '*'); len(pre) > n || len(pre) == n && len(k) > len(best) {
			best, star = k, sub[len(pre):len(sub)-len(post)]
		}
	}
	if best == "" {
		return "", false
	}
	return matchTarget(keys[best], star)
}

// matchTarget resolves a target: a string, conditions in order, or a list.
func matchTarget(t json.RawMessage, star string) (string, bool) {
	var s string
	if json.Unmarshal(t, &s) == nil && len(t) > 0 && t[0] == '"' {
		return strings.ReplaceAll(s, "*", star), true
	}
	var list []json.RawMessage
	if json.Unmarshal(t, &list) == nil {
		for _, x := range list {
			if s, ok := matchTarget(x, star); ok {
				return s, true
			}
		}
		return "", false
	}
	dec := json.NewDecoder(strings.NewReader(string(t)))
	if tok, err := dec.Token(); err != nil || tok != json.Delim('{') {
		return "", false
	}
	for dec.More() {
		tok, _ := dec.Token()
		var v json.RawMessage
		if dec.Decode(&v) != nil {
			return "", false
		}
		switch tok {
		case "require", "node", "default", "module-sync", "node-addons":
			if s, ok := matchTarget(v, star); ok {
				return s, true
			}
		}
	}
	return "", false
}
