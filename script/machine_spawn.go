package script

import (
	"path"
	"strings"

	"finishline/kernel"
	"finishline/node/env"
)

// family is the process as one of several. Until it starts one it is alone, and
// none of this costs anything.
func (p *Process) family() (*task, bool) {
	if p.task == nil {
		if _, ok := p.e.env.Kernel.(kernel.Forker); !ok {
			return nil, false
		}
		NewMachine(p.e.env.World).adopt(p)
	}
	return p.task, true
}

// Spawn starts a program: node, for nothing else can be simulated.
func (t *task) Spawn(c env.Command) (int, kernel.Errno) {
	p := t.process
	pr := Program{
		Env: c.Env, Version: t.program.Version, FS: p.files, Cwd: p.cwd, Seed: t.program.Seed, Limits: t.program.Limits,
		Strict: t.program.Strict, Cache: t.program.Cache,
	}
	if c.Cwd != "" {
		if pr.Cwd = absolute(p.cwd, c.Cwd); p.kind(pr.Cwd) != directory && pr.Cwd != p.cwd {
			return 0, kernel.ENOENT
		}
	}
	if errno := t.command(&pr, c); errno != 0 {
		return 0, errno
	}
	m := t.machine
	m.pids++
	pr.Pid = m.pids
	pr.Source = m.sources[pr.Path]
	if pr.eval != "" {
		pr.Source = pr.eval
	}
	costs := &p.e.env.Loop.Costs
	m.world.Spend(costs.Spawn)
	k := t.kernel.(kernel.Forker).Fork(pr.name(), t.files(&pr, c.Files))
	pr.Proc = k.ID()
	child := &task{machine: m, parent: t, pid: pr.Pid, program: pr, kernel: k, exited: c.Exited, at: m.world.Now().Add(costs.Boot)}
	if pr.small != "" {
		child.at = m.world.Now().Add(costs.Boot / 20)
	}
	cause := m.world.SetCause(0)
	child.process = Start(pr, m.world, k)
	m.world.SetCause(cause)
	child.process.task = child
	child.process.e.env.Loop.Costs = *costs
	child.process.e.env.Preempt = child.preempt
	m.tasks = append(m.tasks, child)
	return pr.Pid, 0
}

// files decides what the child's descriptors refer to, and gives those that lie
// in the simulation.
func (t *task) files(pr *Program, files []env.File) []kernel.FD {
	k := t.kernel.(kernel.Forker)
	fds := make([]kernel.FD, len(files))
	for i, f := range files {
		fds[i] = -1
		std := outside{null: true}
		switch {
		case f.Null:
		case k.IsOpen(f.FD):
			fds[i] = f.FD
			std = outside{inside: true}
		case f.FD <= 2:
			std = t.process.std(int(f.FD))
		}
		if i <= 2 {
			pr.streams[i] = &std
		}
	}
	return fds
}

func absolute(cwd, name string) string {
	if strings.HasPrefix(name, "/") {
		return path.Clean(name)
	}
	return path.Join(cwd, name)
}

// command finds out what is to be run.
func (t *task) command(pr *Program, c env.Command) kernel.Errno {
	p := t.process
	file, args := c.File, c.Args[min(1, len(c.Args)):]
	if base := path.Base(file); (base == "sh" || base == "bash" || base == "dash") && len(args) == 2 && args[0] == "-c" {
		words, ok := shellWords(args[1], c.Env)
		if !ok || len(words) == 0 {
			p.e.Throw(p.unsupported("The shell command `" + args[1] + "` (only a single plain command can be simulated)"))
		}
		file, args = words[0], words[1:]
	}
	if file == p.execPath() || path.Base(file) == "node" {
		t.nodeArguments(pr, args)
		return 0
	}
	if script, ok := smallPrograms[file]; ok {
		pr.eval, pr.Path, pr.Args, pr.small = script, path.Join(pr.Cwd, file), args, file
		return 0
	}
	if p.programExists(file, c.Env) {
		p.e.Throw(p.unsupported("Running '" + file + "' (the only program that can be simulated is node)"))
	}
	return kernel.ENOENT
}

// smallPrograms are those that demonstrations of processes run most often, as
// scripts of a line.
var smallPrograms = map[string]string{
	"true":  ";",
	"false": "process.exitCode = 1",
	"exit":  "process.exit(process.argv[2] | 0)",
	"echo":  "process.stdout.write(process.argv.slice(2).join(' ') + '\\n')",
	"sleep": "setTimeout(() => {}, process.argv[2] * 1000)",
	"cat":   "process.stdin.pipe(process.stdout)",
}

// programExists looks for a program as execvp does. Those that every system has
// exist, whatever files the script is given: so that a run is the same everywhere.
func (p *Process) programExists(file string, environ []string) bool {
	if strings.Contains(file, "/") {
		return p.kind(absolute(p.cwd, file)) == regular || standardPrograms[path.Base(file)] && strings.Contains(file, "/bin/")
	}
	if standardPrograms[file] {
		return true
	}
	for _, kv := range environ {
		if list, ok := strings.CutPrefix(kv, "PATH="); ok {
			for _, dir := range strings.Split(list, ":") {
				if dir != "" && p.kind(path.Join(dir, file)) == regular {
					return true
				}
			}
		}
	}
	return false
}

var standardPrograms = map[string]bool{
	"sh": true, "bash": true, "dash": true, "cat": true, "cp": true, "date": true, "dd": true, "echo": true, "env": true,
	"false": true, "grep": true, "head": true, "kill": true, "ls": true, "mkdir": true, "mv": true, "ps": true, "pwd": true,
	"rm": true, "sed": true, "seq": true, "sleep": true, "sort": true, "tail": true, "tee": true, "test": true, "touch": true,
	"tr": true, "true": true, "uname": true, "uniq": true, "wc": true, "which": true, "xargs": true, "yes": true,
}
