// Command playground builds the browser playground and serves it on a loopback
// port, or leaves it as a folder of static files.
//
//	go run ./cmd/playground [--port N] [--no-open]
//	go run ./cmd/playground --dist DIR
package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"finishline/web"
)

type options struct {
	Port   int    `help:"Port on the loopback interface; 0 takes a free one." default:"8360" placeholder:"N"`
	NoOpen bool   `help:"Do not open a browser."`
	Dist   string `help:"Do not serve: leave static files, compressed ones beside them, in this folder." placeholder:"DIR"`
	Root   string `help:"The checkout of finishline." default:"." placeholder:"DIR"`
}

func main() {
	var o options
	k := kong.Parse(&o, kong.Name("playground"), kong.Description("Build the browser playground and serve it on this machine, or leave it as static files."))
	k.FatalIfErrorf(run(o))
}

func run(o options) error {
	root, err := filepath.Abs(o.Root)
	if err != nil {
		return err
	}
	build := web.Options{Root: root, Cache: filepath.Join(root, ".bin", "web"), Dist: o.Dist != "", Say: func(f string, a ...any) { fmt.Fprintf(os.Stderr, f+" …\n", a...) }}
	site, err := web.Build(build)
	if err != nil {
		return err
	}
	if o.Dist == "" {
		return serve(site, o)
	}
	fmt.Fprintln(os.Stderr, "compressing …")
	if err := site.Compress(build.Cache); err != nil {
		return err
	}
	if err := site.WriteTo(o.Dist); err != nil {
		return err
	}
	fmt.Print(site.Report())
	fmt.Printf("The playground is in %s: put it on any web host.\n", o.Dist)
	return nil
}

func serve(site web.Site, o options) error {
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", o.Port))
	if err != nil && o.Port != 0 {
		fmt.Fprintf(os.Stderr, "port %d is taken (%v); another one is used\n", o.Port, err)
		l, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if err != nil {
		return err
	}
	url := "http://" + l.Addr().String() + "/"
	fmt.Printf("The playground is at %s  (Ctrl+C ends it)\n", url)
	if !o.NoOpen {
		if err := open(url); err != nil {
			fmt.Println("Open it in a browser.")
		}
	}
	server := &http.Server{Handler: web.Handler(site), ReadHeaderTimeout: 10 * time.Second}
	return server.Serve(l)
}

// open shows an address in a browser, where there is one.
func open(url string) error {
	command := map[string][]string{"darwin": {"open"}, "windows": {"rundll32", "url.dll,FileProtocolHandler"}}[runtime.GOOS]
	if command == nil {
		if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" && os.Getenv("BROWSER") == "" {
			return errors.New("no display")
		}
		command = []string{"xdg-open"}
		if b := os.Getenv("BROWSER"); b != "" {
			command = strings.Fields(b)
		}
	}
	return exec.Command(command[0], append(command[1:], url)...).Start()
}
