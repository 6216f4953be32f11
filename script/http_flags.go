package script

import (
	"strconv"
	"strings"

	"finishline/node/http"
)

// httpCommandLine gives node's own HTTP options to the http module.
func (p *Process) httpCommandLine() {
	var c http.CommandLine
	for i, a := range p.program.ExecArgs {
		switch name, value, _ := strings.Cut(a, "="); name {
		case "--insecure-http-parser":
			c.Insecure = true
		case "--max-http-header-size":
			if value == "" && i+1 < len(p.program.ExecArgs) {
				value = p.program.ExecArgs[i+1]
			}
			c.MaxHeaderSize, _ = strconv.Atoi(value)
		}
	}
	if c != (http.CommandLine{}) {
		http.Configure(p.e.env, c)
	}
}
