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
)

// modules compiles the simulator for the browser.
func (b *builder) modules() error {
	core, err := b.module("core", "slim")
	if err != nil {
		return err
	}
	b.add("core.wasm", core)
	lower, err := b.module("lower", "")
	if err != nil {
		return err
	}
	b.add("lower.wasm", lower)
	return nil
}

// stage adds the picture's frame: its page is written for files beside it.
func (b *builder) stage() error {
	wasm, err := b.module("stage", "")
	if err != nil {
		return err
	}
	b.add("stage.wasm", wasm)
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
	head := `<meta charset="utf-8">`
	text = strings.Replace(text, head, head+`<meta http-equiv="Content-Security-Policy" content="`+policy+`">`, 1)
	b.add("stage.html", []byte(text))
	return nil
}

// module compiles wasm/NAME. Without inlining, symbols and line tables it has
// about half the size that it would have: see Slim.
func (b *builder) module(name, tags string) ([]byte, error) {
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
	cmd := exec.Command("go", append(args, "./wasm/"+name)...)
	cmd.Dir = b.Root
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if text, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("web: go build ./wasm/%s: %w\n%s", name, err, bytes.TrimSpace(text))
	}
	data, err := os.ReadFile(out)
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if !b.Dist {
		return data, nil
	}
	return Slim(data)
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
