package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"finishline/web/columns"
)

// modules compiles the simulator for the browser.
func (b *builder) modules() error {
	if err := b.module("core", "slim"); err != nil {
		return err
	}
	return b.module("lower", "")
}

// stage adds the picture's frame: its page is written for files beside it.
func (b *builder) stage() error {
	if err := b.module("stage", ""); err != nil {
		return err
	}
	glue, err := b.goGlue()
	if err != nil {
		return err
	}
	dir := filepath.Join(b.Root, "wasm", "stage")
	for _, f := range []string{glue, filepath.Join(dir, "stage.js"), filepath.Join(dir, "stage.css")} {
		data, err := os.ReadFile(f)
		if err != nil {
			return fmt.Errorf("web: %w", err)
		}
		b.add(filepath.Base(f), data)
	}
	html, err := os.ReadFile(filepath.Join(dir, "stage.html"))
	if err != nil {
		return fmt.Errorf("web: %w", err)
	}
	text := string(html)
	for _, f := range []string{"stage.css", "stage.js", "stage.wasm", "wasm_exec.js"} {
		quoted := `"` + f + `"`
		if !strings.Contains(text, quoted) {
			return fmt.Errorf("web: wasm/stage/stage.html does not name %s", f)
		}
		text = strings.ReplaceAll(text, quoted, `"`+b.names[f]+`"`)
	}
	if b.Dist {
		join, err := b.bundle("columns.ts", func(o *api.BuildOptions) { o.GlobalName = "finishlineColumns" })
		if err != nil {
			return err
		}
		b.add("columns.js", join)
		text = strings.Replace(text, "<script", `<script src="`+b.names["columns.js"]+`" defer></script>`+"\n<script", 1)
	}
	head := `<meta charset="utf-8">`
	text = strings.Replace(text, head, head+`<meta http-equiv="Content-Security-Policy" content="`+policy+`">`, 1)
	b.add("stage.html", []byte(text))
	return nil
}

// module adds wasm/NAME. For static files it is made small, and taken apart: see
// Slim and package columns.
func (b *builder) module(name, tags string) error {
	data, err := b.compile(name, "./wasm/"+name, tags)
	if err != nil {
		return err
	}
	if !b.Dist {
		b.add(name+".wasm", data)
		return nil
	}
	if data, err = Slim(data); err != nil {
		return err
	}
	if data, err = columns.Pack(data); err != nil {
		return err
	}
	b.add(name+".bin", data)
	b.names[name+".wasm"] = b.names[name+".bin"]
	return nil
}

// compile compiles a package. Without inlining it has about three quarters of
// the size that it would have.
func (b *builder) compile(name, pkg, tags string) ([]byte, error) {
	b.Say("compiling wasm/%s", name)
	out := filepath.Join(b.Cache, name+".wasm")
	if err := os.MkdirAll(b.Cache, 0o777); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	args := []string{"build", "-trimpath", "-ldflags=-s -w", "-tags=" + tags, "-o", out}
	if b.Dist {
		args = append(args, "-gcflags=all=-l")
		flag, err := b.libraries()
		if err != nil {
			return nil, err
		}
		args = append(args, flag)
	}
	cmd := exec.Command("go", append(args, pkg)...)
	cmd.Dir = b.Root
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if text, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("web: go build %s: %w\n%s", pkg, err, bytes.TrimSpace(text))
	}
	data, err := os.ReadFile(out)
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	return data, nil
}

func goEnv(name string) (string, error) {
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		return "", fmt.Errorf("web: go env %s: %w: the modules are compiled by Go's own command; is it in the PATH?", name, err)
	}
	return strings.TrimSpace(string(out)), nil
}

func contentHash(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
