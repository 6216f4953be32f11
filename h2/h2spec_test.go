package h2

import (
	"encoding/xml"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/http2/hpack"
)

// tinyServer answers 200 and a small body over a real socket: the machine with the least that
// can be put around it.
type tinyServer struct {
	NopHandler
	s    *Session
	left map[StreamID]int
}

const tinyBody = "hello from finishline\n"

func (h *tinyServer) FrameReceived(f *Frame) {
	if !f.EndStream() {
		return
	}
	h.left[f.StreamID] = len(tinyBody)
	_ = h.s.SubmitResponse(f.StreamID, []hpack.HeaderField{
		{Name: ":status", Value: "200"}, {Name: "content-type", Value: "text/plain"},
	}, true)
}

func (h *tinyServer) ReadData(id StreamID, room int) (int, DataFlags) {
	n := min(room, h.left[id])
	h.left[id] -= n
	if h.left[id] == 0 {
		return n, DataEOF
	}
	return n, 0
}

func (h *tinyServer) TakeData(id StreamID, dst []byte) {
	at := len(tinyBody) - h.left[id] - len(dst)
	copy(dst, tinyBody[at:])
}

func (h *tinyServer) InvalidHeader(*Frame, hpack.HeaderField) Verdict { return Refuse }
func (h *tinyServer) StreamClosed(id StreamID, _ ErrCode)             { delete(h.left, id) }

func serveTiny(c net.Conn) {
	defer c.Close()
	h := &tinyServer{left: map[StreamID]int{}}
	h.s = NewSession(Server, Options{ClosedStreams: 100, Pedantic: true}, h)
	_ = h.s.SubmitSettings([]Setting{{SettingMaxConcurrentStreams, 100}})
	buf := make([]byte, 65536)
	for {
		for {
			b, err := h.s.Send()
			if b == nil || err != nil {
				break
			}
			if _, err := c.Write(b); err != nil {
				return
			}
		}
		if !h.s.WantRead() && !h.s.WantWrite() {
			return
		}
		n, err := c.Read(buf)
		if err != nil {
			return
		}
		if _, err := h.s.Recv(buf[:n]); err != nil {
			return
		}
	}
}

func findH2spec() string {
	if p, err := exec.LookPath("h2spec"); err == nil {
		return p
	}
	out, err := exec.Command("go", "env", "GOPATH").Output()
	if err != nil {
		return ""
	}
	p := filepath.Join(strings.TrimSpace(string(out)), "bin", "h2spec")
	if _, err := os.Stat(p); err != nil {
		return ""
	}
	return p
}

// TestH2spec holds the server role against the conformance suite of summerwind/h2spec, strict
// tests included.
func TestH2spec(t *testing.T) {
	bin := findH2spec()
	if bin == "" {
		t.Skip("h2spec is not installed")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip(err)
	}
	var wg sync.WaitGroup
	defer wg.Wait()
	defer l.Close()
	wg.Add(1)
	go func() {
		defer wg.Done()
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go serveTiny(c)
		}
	}()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	report := filepath.Join(t.TempDir(), "report.xml")
	out, err := exec.Command(bin, "-S", "-h", "127.0.0.1", "-p", port, "-j", report).CombinedOutput()
	passed, failed, skipped := readReport(t, report)
	t.Logf("h2spec -S: %d passed, %d failed, %d skipped", passed, len(failed), skipped)
	for _, f := range failed {
		t.Errorf("h2spec: %s", f)
	}
	if err != nil && len(failed) == 0 {
		t.Fatalf("h2spec: %v\n%s", err, out)
	}
}

func readReport(t *testing.T, path string) (passed int, failed []string, skipped int) {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		Suites []struct {
			Package string `xml:"package,attr"`
			Cases   []struct {
				Name    string `xml:"classname,attr"`
				Failure *struct {
					Text string `xml:",innerxml"`
				} `xml:"failure"`
				Skipped *struct{} `xml:"skipped"`
				Error   *struct {
					Text string `xml:",innerxml"`
				} `xml:"error"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	for _, s := range r.Suites {
		for _, c := range s.Cases {
			switch {
			case c.Failure != nil:
				failed = append(failed, s.Package+": "+c.Name+": "+c.Failure.Text)
			case c.Error != nil:
				failed = append(failed, s.Package+": "+c.Name+": "+c.Error.Text)
			case c.Skipped != nil:
				skipped++
			default:
				passed++
			}
		}
	}
	return
}
