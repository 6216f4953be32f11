package script

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCallSites(t *testing.T) {
	text := `const http2 = require('http2');
let session;
server.once('request', (req, { stream: res }) => {
  res.on('finish', () => session.socket.close(1, 'a'));
  res.end();
});
function other() { const res = 1; session.close(); return res; }
`
	s, err := ReadSource(text)
	require.NoError(t, err)

	c, ok := s.CallAt(4, 41, "close")
	require.True(t, ok)
	require.Equal(t, "session.socket.close(1, 'a')", text[c.From:c.To])
	require.Equal(t, "session.socket", c.Receiver)
	require.Equal(t, "session", c.Root)
	require.Equal(t, []string{"1", "'a'"}, c.Args)
	require.Equal(t, byte(')'), text[c.Close])

	end, ok := s.CallAt(5, 0, "end")
	require.True(t, ok)
	require.Equal(t, "res.end()", text[end.From:end.To])
	require.True(t, s.Same("res", c.From, end.From), "the listener sees the handler's parameter")
	other, ok := s.CallAt(7, 0, "close")
	require.True(t, ok)
	require.False(t, s.Same("res", other.From, end.From), "another function's variable")
	require.True(t, s.Same("session", other.From, end.From))

	_, ok = s.CallAt(4, 0, "destroy")
	require.False(t, ok)
	_, err = ReadSource("const a = ;")
	require.Error(t, err)
}
