package script

import (
	"net/netip"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/sim"
)

// family runs a program that may start others, and gives what it printed.
func family(t *testing.T, version, source string, files fstest.MapFS, c sim.Chooser) (string, Result, *sim.World) {
	t.Helper()
	v, err := versions.Find(version)
	if err != nil {
		t.Fatal(err)
	}
	explore := netmodel.Explore(0)
	if c != nil {
		explore = netmodel.ExploreProcess
	}
	w := sim.NewWorld(c, nil)
	k := netmodel.New(w, netmodel.Config{Explore: explore}).NewHost("host", netip.Addr{}).NewProcess("node")
	var out strings.Builder
	if files == nil {
		files = fstest.MapFS{}
	}
	r := Run(Program{Path: "/main.js", Source: source, FS: files, Stdout: &out, Stderr: &out, Version: v}, w, k)
	return out.String(), r, w
}

func TestChildHasFileAndArguments(t *testing.T) {
	files := fstest.MapFS{"lib/kid.js": {Data: []byte(
		`console.log(process.argv.slice(1), process.execArgv, process.cwd(), process.env.A, process.ppid); process.exitCode = 7`)}}
	got, r, _ := family(t, "24", `
		const c = require('child_process').fork('./lib/kid', ['x y'], { execArgv: ['--no-warnings'], env: { A: 'b' } });
		c.on('close', (code, signal) => console.log(code, signal, c.pid !== process.pid));`, files, nil)
	want := "[ '/lib/kid.js', 'x y' ] [ '--no-warnings' ] / b 4242\n7 null true\n"
	if got != want || r.Code != 0 {
		t.Errorf("printed %q with code %d, want %q", got, r.Code, want)
	}
}

// TestBusyChildLetsParentRun: a child that watches the clock sits on another processor.
func TestBusyChildLetsParentRun(t *testing.T) {
	got, _, _ := family(t, "22", `
		const cp = require('child_process');
		if (process.argv[2]) {
			const from = Date.now();
			while (Date.now() - from < 300);
			process.send('done');
		} else {
			let ticks = 0;
			const timer = setInterval(() => ticks++, 20);
			cp.fork(__filename, ['busy']).on('message', (m) => { console.log(m, ticks > 10); clearInterval(timer); });
		}`, nil, nil)
	if got != "done true\n" {
		t.Errorf("printed %q", got)
	}
}

// TestOrphansGoOn: what children print after their parent's end is printed, but
// nobody waits for ever.
func TestOrphansGoOn(t *testing.T) {
	got, r, w := family(t, "24", `
		const cp = require('child_process');
		const c = cp.spawn(process.execPath, ['-e', 'setTimeout(() => console.log("late"), 500); setInterval(() => {}, 100)'],
			{ stdio: 'inherit', detached: true });
		c.unref();
		process.on('exit', () => console.log('parent exits'));`, nil, nil)
	if got != "parent exits\nlate\n" || r.Err != nil {
		t.Errorf("printed %q (%v)", got, r.Err)
	}
	if now := w.Now(); now > sim.Time(orphanTime+orphanTime/2) {
		t.Errorf("the run went on until %d ms", now.Milliseconds())
	}
}

// TestEveryOrderOfProcesses: exploration can let either of two children go first.
func TestEveryOrderOfProcesses(t *testing.T) {
	source := `
		const cp = require('child_process');
		if (process.argv[2]) {
			process.on('message', () => { process.send(process.argv[2]); process.disconnect(); });
			process.send('up');
		} else {
			const got = [], up = [];
			for (const name of ['a', 'b']) {
				const child = cp.fork(__filename, [name]);
				child.on('message', (m) => {
					if (m !== 'up') got.push(m);
					else if (up.push(child) === 2) up.forEach((c) => c.send('go'));
				});
			}
			process.on('exit', () => console.log(got.join('')));
		}`
	seen := map[string]bool{}
	for seed := range uint64(200) {
		got, _, _ := family(t, "24", source, nil, sim.NewRandom(seed))
		seen[got] = true
	}
	if got, _, _ := family(t, "24", source, nil, nil); got != "ab\n" {
		t.Errorf("the canonical run prints %q", got)
	}
	if !seen["ab\n"] || !seen["ba\n"] {
		t.Errorf("exploration saw %v", seen)
	}
}

func TestUnsupportedProgramsSaySo(t *testing.T) {
	for script, want := range map[string]string{
		`require('child_process').spawn('ls')`:                        "Running 'ls'",
		`require('child_process').exec('node a.js | wc')`:             "The shell command `node a.js | wc`",
		`require('child_process').spawn(process.execPath, [])`:        "node without a script",
		`require('child_process').spawn('node', ['-r', 'x', 'y.js'])`: "node -r",
	} {
		got, r, _ := family(t, "24", script, nil, nil)
		if r.Code != 1 || !strings.Contains(got, want) || !strings.Contains(got, "ERR_FINISHLINE_UNSUPPORTED") {
			t.Errorf("%s: code %d, %s", script, r.Code, got)
		}
	}
}

func TestShellWords(t *testing.T) {
	environ := []string{"NAME=va lue"}
	for in, want := range map[string][]string{
		`node a.js  b`:                   {"node", "a.js", "b"},
		`"/usr/bin/node" -e 'x y' "q\""`: {"/usr/bin/node", "-e", "x y", `q"`},
		`exec node a\ b ""`:              {"node", "a b", ""},
		`echo "$NAME" ${NAME}x '$NAME'`:  {"echo", "va lue", "va luex", "$NAME"},
	} {
		if got, ok := shellWords(in, environ); !ok || !slices.Equal(got, want) {
			t.Errorf("%s: %q %v, want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{`a | b`, `a > b`, `a && b`, "`a`", `a *`, `"open`, `$(a)`} {
		if got, ok := shellWords(in, environ); ok {
			t.Errorf("%s: taken for %q", in, got)
		}
	}
}
