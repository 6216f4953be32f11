package main

import (
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"finishline/verdict"
)

// write prints the report for people.
func (r *aliveReport) write(w io.Writer, width int, color bool) {
	fmt.Fprintln(w, bold(r.Title, color))
	if len(r.Processes) == 0 {
		fmt.Fprintln(w, "Nothing has run yet.")
	}
	r.writeProcesses(w, width, color)
}

func (r *aliveReport) writeProcesses(w io.Writer, width int, color bool) {
	for i := range r.Processes {
		p := &r.Processes[i]
		who := "the process"
		if len(r.Processes) > 1 {
			who = fmt.Sprintf("process %d", p.Proc)
		}
		headline := p.headline(who)
		if r.Title != "" {
			headline = upper(headline)
		}
		lines(w, "", headline, width)
		for i := 0; i < len(p.Holders); {
			n := alike(p.Holders[i:])
			holder(w, &p.Holders[i], width, color)
			if n > 1 {
				lines(w, "    ", fmt.Sprintf("and %d more like it, the last: %s", n-1, p.Holders[i+n-1].What), width)
			}
			i += n
		}
		if len(p.LetGo) > 0 {
			fmt.Fprintf(w, "\nThe last to let go:\n")
			for i := len(p.LetGo) - 1; i >= 0; i-- {
				letGo(w, &p.LetGo[i], width, color)
			}
		}
		if len(p.Holders) > 0 || len(p.LetGo) > 0 || len(r.Processes) > 1 {
			fmt.Fprintln(w)
		}
	}
}

// headline says in one sentence what keeps a process, or how it ended.
func (p *aliveProcess) headline(who string) string {
	things := p.things("keeps", "keep")
	ended := verdict.Span(time.Duration(p.Ended))
	switch p.How {
	case "":
		return things + " " + who + " alive:"
	case "hang":
		return who + " hangs: nothing can happen any more, and real Node would wait for ever. " + upper(things) + " it alive:"
	case "natural":
		return fmt.Sprintf("%s ends by itself after %s, exit code %d: nothing keeps it alive any more.", who, ended, p.Code)
	case "limit", "killed":
		return fmt.Sprintf("%s was stopped after %s. %s it alive:", who, ended, upper(things))
	}
	how := map[string]string{"uncaught exception": "an uncaught exception", "signal": "a signal"}[p.How]
	if how == "" {
		how = p.How
	}
	if p.How == "process.exit" {
		how = "process.exit()"
		if p.Line > 0 {
			how += fmt.Sprintf(" (line %d)", p.Line)
		}
	}
	if len(p.Holders) == 0 {
		return fmt.Sprintf("%s ended %s after %s, exit code %d. Nothing else kept it alive.", how, who, ended, p.Code)
	}
	return fmt.Sprintf("%s ended %s after %s, exit code %d. %s it alive then:", how, who, ended, p.Code, upper(p.things("kept", "kept")))
}

// things is "nothing keeps", "one thing keeps", "2 things keep".
func (p *aliveProcess) things(one, more string) string {
	switch n := len(p.Holders); n {
	case 0:
		return "nothing " + one
	case 1:
		return "one thing " + one
	default:
		return fmt.Sprintf("%d things %s", n, more)
	}
}

// alike counts the holders that differ from the first in nothing but numbers: a
// hundred connections that wait for the same thing are told once.
func alike(list []verdict.Holder) int {
	n := 1
	for n < len(list) && shape(&list[n]) == shape(&list[0]) {
		n++
	}
	return n
}

func shape(h *verdict.Holder) string {
	s := fmt.Sprint(h.Kind, h.File, h.Line, h.State, h.Release)
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' || r == '.' {
			return -1
		}
		return r
	}, s)
}

// holder prints one thing that keeps a process alive.
func holder(w io.Writer, h *verdict.Holder, width int, color bool) {
	fmt.Fprintln(w)
	lines(w, "  ", bold(h.What, color), width)
	if h.State != "" {
		lines(w, "    ", h.State, width)
	}
	lines(w, "    ", "since "+verdict.Span(time.Duration(h.Since))+origin(h), width)
	for i, r := range h.Release {
		label := "                or "
		if i == 0 {
			label = "    what ends it:  "
		}
		lines(w, label, r, width)
	}
}

// origin says by which line of the script something began.
func origin(h *verdict.Holder) string {
	switch {
	case h.Line > 0 && h.By != "":
		return fmt.Sprintf(", %s, %s:%d", h.By, path.Base(h.File), h.Line)
	case h.Line > 0:
		return fmt.Sprintf(", %s:%d", path.Base(h.File), h.Line)
	}
	return ""
}

func letGo(w io.Writer, l *verdict.Let, width int, color bool) {
	why := l.Why
	if l.ByLine > 0 {
		why += fmt.Sprintf(" (line %d)", l.ByLine)
	}
	stamp := fmt.Sprintf("%10s  ", verdict.Span(time.Duration(l.At)))
	lines(w, stamp, l.What+origin(&l.Holder)+": "+why, width)
}

// lines prints text broken into lines of a width; those after the first are
// indented as far as the label before the first one.
func lines(w io.Writer, label, text string, width int) {
	indent := strings.Repeat(" ", len([]rune(label)))
	room := max(width-len(indent), 24)
	line, used := label, 0
	for _, word := range strings.Fields(text) {
		n := len([]rune(word))
		if used > 0 && used+1+n > room {
			fmt.Fprintln(w, line)
			line, used = indent, 0
		}
		if used > 0 {
			line += " "
			used++
		}
		line += word
		used += n
	}
	fmt.Fprintln(w, line)
}

func bold(text string, color bool) string {
	if !color {
		return text
	}
	return "\x1b[1m" + text + "\x1b[0m"
}

// upper begins a sentence, unless with code.
func upper(s string) string {
	if s == "" || strings.HasPrefix(s, "process.exit") {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
