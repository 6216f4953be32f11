package finishline_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"finishline"
)

func TestExpectationsOfFiles(t *testing.T) {
	for _, file := range []string{"in-finish", "immediate"} {
		s, err := finishline.Load("testdata/expect/" + file + ".js")
		require.NoError(t, err)
		r, err := s.Run()
		require.NoError(t, err)
		require.NotEmpty(t, r.Events("finish"))
	}
}

// TestExpectationsFail: each kind of expectation can fail, and says why.
func TestExpectationsFail(t *testing.T) {
	lost := `const http2 = require('http2');
let session;
const server = http2.createServer().on('session', (s) => { session = s; });
server.once('request', (req, res) => { res.on('finish', () => session.close()); res.end(); });
server.listen(0, () => {
  const c = http2.connect('http://localhost:' + server.address().port).on('close', () => server.close());
  c.request().resume().on('end', () => console.log('end'));
});
`
	for head, want := range map[string]string{ // order: each is a test of its own
		"// expect: complete\n// versions: 23":                "the outcome is lost, not complete",
		"// expect-never: lost\n// versions: 23":              "it happens in the canonical run: RESPONSE LOST",
		"// expect-exit: 3":                                   "the exit code is 0, not 3",
		"// expect-output: begin":                             `"begin" is not printed`,
		"// expect: lost, truncated\n// versions: 18 \n":      "",
		"// expect-never: lost\n// versions: >=24\n":          "",
		"// expect-output: end\n// net: wan\n// versions: 24": "",
	} {
		e, found, err := finishline.ParseExpectations(head + "\n" + lost)
		require.NoError(t, err, head)
		require.True(t, found, head)
		for _, r := range finishline.New("lost.js", lost).Check(e) {
			if want == "" {
				require.Nil(t, r.Failures, "%s on %s", head, r.Version)
				continue
			}
			require.Len(t, r.Failures, 1, head)
			require.Contains(t, r.Failures[0], want)
		}
	}
}

func TestWrongExpectations(t *testing.T) {
	for head, want := range map[string]string{ // order: each is a test of its own
		"// expect: fine":              `line 1: expect: no outcome is called "fine"`,
		"// expect:":                   "nothing is named",
		"// title\n// expects: lost":   "line 2: expects: there are expect, expect-never",
		"// versions: 3":               "is not among the versions",
		"// versions: >=99":            "no version of Node in",
		"// net: moon":                 `no profile is called "moon"; there are loopback`,
		"// walk: bounded":             `"bounded" is none of`,
		"// walk: random x":            `"x" is not a number`,
		"// may: fly":                  `no liberty is called "fly"`,
		"// expect-exit: one":          "invalid syntax",
		"// seed: -1\n// expect: lost": "invalid syntax",
	} {
		_, _, err := finishline.ParseExpectations(head + "\nlet x;\n// expect: nothing, too late\n")
		require.ErrorContains(t, err, want, head)
	}
	_, found, err := finishline.ParseExpectations("// see: https://nodejs.org\nlet x; // expect: lost\n")
	require.NoError(t, err)
	require.False(t, found)
}

func TestWrongCircumstances(t *testing.T) {
	s := finishline.New("x.js", "console.log(1)")
	_, err := s.Node("5").Run()
	require.ErrorContains(t, err, "x.js: version 5 of Node is not among")
	_, err = s.Net("moon").Run()
	require.ErrorContains(t, err, `x.js: no profile is called "moon"`)
	_, err = s.May("fly").Explore(finishline.Bounded(1))
	require.ErrorContains(t, err, `no liberty is called "fly"`)
	_, err = s.Replay("1=x")
	require.ErrorContains(t, err, "1=x")
	_, err = s.Replay("99=1")
	require.ErrorContains(t, err, "the schedule belongs to another script")
	_, err = finishline.Load("testdata/nothing.js")
	require.ErrorContains(t, err, "testdata/nothing.js")
}
