package explore

import (
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"

	"finishline/share"
)

// Command is the command line that tells the story of a schedule's run. Flags
// come first: what stands behind several files is the scripts' own.
func (h Header) Command(s Schedule) string {
	words := []string{"finishline", "run", "--version", h.Version}
	if h.Net != "loopback" {
		words = append(words, "--net", h.Net)
	}
	if h.Seed != 1 {
		words = append(words, "--seed", strconv.FormatUint(h.Seed, 10))
	}
	if !slices.Equal(h.Liberties, NamesOf(Liberties)) {
		words = append(words, "--liberties", strings.Join(h.Liberties, ","))
	}
	if len(s) > 0 {
		words = append(words, "--choices", s.String())
	}
	words = append(words, h.File)
	words = append(words, h.With...)
	for i, w := range words {
		if strings.ContainsAny(w, " \t'\"$`\\&|;<>()*?[]{}~#!\n") || w == "" {
			words[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
		}
	}
	return strings.Join(words, " ")
}

// Link opens a schedule's run in the playground at base. The error says why no
// link can.
func (s *Script) Link(base string, h Header, schedule Schedule) (string, error) {
	if len(schedule) > 0 && !slices.Equal(h.Liberties, NamesOf(Liberties)) {
		return "", errLiberties
	}
	x := share.Shared{Version: h.Version, Net: h.Net, Choices: schedule.String(), Seed: h.Seed}
	for i := range s.Members {
		p := &s.Members[i].Program
		x.Files = append(x.Files, share.File{Name: path.Base(p.Path), Text: strings.TrimSuffix(p.Source, "\n") + "\n"})
	}
	return share.Link(base, x)
}

var errLiberties = errors.New("the playground's world has other liberties")

// Replays writes into a report how each of its runs is repeated. An empty base
// means no links.
func (r *Report) Replays(s *Script, base string) {
	for i := range r.Outcomes {
		o := &r.Outcomes[i]
		if o.Again = r.Header.Command(o.Schedule); base == "" {
			continue
		}
		link, err := s.Link(base, r.Header, o.Schedule)
		if o.Link = link; err != nil {
			o.NoLink = err.Error()
		}
	}
}
