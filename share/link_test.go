package share

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/stretchr/testify/require"
)

// TestThePageReadsLinks: the page's own decoder, run by Node, gets out of a link
// what was put in.
func TestThePageReadsLinks(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no node on this machine")
	}
	built := api.Build(api.BuildOptions{EntryPoints: []string{"../web/page/share.ts", "../web/page/files.ts"}, Outdir: t.TempDir(),
		Format: api.FormatESModule, Write: true, OutExtension: map[string]string{".js": ".mjs"}})
	require.Empty(t, built.Errors)
	dir := filepath.Dir(built.OutputFiles[0].Path)
	for _, c := range []struct {
		s    Shared
		want string
	}{
		{Shared{Files: []File{{"x.js", "console.log('größer 𝛑 </script>')\n"}}, Version: "24.21.0", Net: "wan", Choices: "12=1,30=2", Seed: 7},
			`script.js:console.log('größer 𝛑 </script>')` + "\n" + `|24.21.0|wan|12=1,30=2|7`},
		{Shared{Files: []File{{"server.js", "one()"}, {"client.mjs", "two()\n"}}, Version: "18.20.8", Net: "loopback"},
			"server.js:one()\n client.mjs:two()\n|18.20.8|loopback||0"},
		{Shared{Files: []File{{"x.js", strings.Repeat("x();\n", 50_000)}}, Version: "24.21.0"}, "script.js:" + strings.Repeat("x();\n", 50_000) + "|24.21.0|loopback||0"},
	} {
		link, err := Link(Base, c.s)
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(link, Base+"#1."))
		program := `import { decode } from './share.mjs'; import { split } from './files.mjs';
			let text = ''; for await (const c of process.stdin) text += c;
			const s = await decode(text);
			const files = split(s.source).list.map((f) => f.name + ':' + f.text).join(' ');
			process.stdout.write([files, s.version, s.net, s.choices, s.seed].join('|'));`
		file := filepath.Join(dir, "read.mjs")
		require.NoError(t, os.WriteFile(file, []byte(program), 0o644))
		cmd := exec.Command(node, file)
		cmd.Stdin = strings.NewReader(strings.TrimPrefix(link, Base))
		var errs bytes.Buffer
		cmd.Stderr = &errs
		out, err := cmd.Output()
		require.NoError(t, err, errs.String())
		require.Equal(t, c.want, string(out))
	}
}

func TestWhatNoLinkHolds(t *testing.T) {
	one := []File{{"x.js", "1"}}
	for want, s := range map[string]Shared{ // order: each is tried by itself
		"the playground cannot run slow.peer":           {Files: []File{one[0], {"slow.peer", "wait"}}},
		"the playground knows no network like lan,loss": {Files: one, Net: "lan,loss=2%"},
		"knows no seed":                 {Files: one, Seed: 1 << 40},
		"the script is too long":        {Files: []File{{"x.js", strings.Repeat("x", 1_000_000)}}},
		"is not the address of a playg": {},
	} {
		base := Base
		if s.Files == nil {
			base = "here#x"
		}
		_, err := Link(base, s)
		require.ErrorContains(t, err, want)
	}
}
