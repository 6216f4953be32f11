package script

import (
	"path"
	"strings"
)

// valueOptions are node's options whose value may be the next argument.
var valueOptions = map[string]bool{
	"-r": true, "--require": true, "--import": true, "--loader": true, "--experimental-loader": true, "-C": true,
	"--conditions": true, "--max-http-header-size": true, "--title": true, "--input-type": true, "--icu-data-dir": true,
	"--unhandled-rejections": true, "--redirect-warnings": true, "--trace-event-categories": true, "--dns-result-order": true,
}

// nodeArguments splits node's command line (src/node_options-inl.h): its own
// options, the script, the script's arguments.
func (t *task) nodeArguments(pr *Program, args []string) {
	p := t.process
	i := 0
	evaluate, print := false, false
	for ; i < len(args) && strings.HasPrefix(args[i], "-") && args[i] != "-"; i++ {
		switch a := args[i]; {
		case a == "--":
			i++
		case a == "-e" || a == "--eval" || a == "-p" || a == "--print" || a == "-pe":
			evaluate, print = true, print || a != "-e" && a != "--eval"
			if i++; i < len(args) {
				pr.eval = args[i]
			}
			continue
		case valueOptions[a]:
			if strings.HasPrefix(a, "-r") || a == "--require" || a == "--import" || strings.HasSuffix(a, "loader") {
				p.e.Throw(p.unsupported("node " + a))
			}
			pr.ExecArgs = append(pr.ExecArgs, a)
			if i++; i < len(args) {
				pr.ExecArgs = append(pr.ExecArgs, args[i])
			}
			continue
		default:
			pr.ExecArgs = append(pr.ExecArgs, a)
			continue
		}
		break
	}
	rest := args[min(i, len(args)):]
	switch {
	case evaluate:
		if print {
			pr.eval = "console.log(" + pr.eval + "\n)"
		}
		pr.eval += "\n" // never empty
		pr.Path, pr.Args = path.Join(pr.Cwd, "[eval]"), rest
	case len(rest) == 0 || rest[0] == "-":
		p.e.Throw(p.unsupported("node without a script"))
	default:
		pr.Path, pr.Args = absolute(pr.Cwd, rest[0]), rest[1:]
	}
}
