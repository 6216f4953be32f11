// Package display checks that there is a display before Ebitengine looks for
// one: it does so while packages are initialized, and panics if there is none.
// Go initializes packages that are ready in the order of their import paths, so
// this one, which needs less, comes before it.
package display

import (
	"fmt"
	"net"
	"os"
	"runtime"
	"strings"
)

func init() {
	if why := missing(os.Getenv("DISPLAY")); why != "" {
		fmt.Fprintf(os.Stderr, `finishline-desktop: %s
It draws in a window, so it needs an X11 display (under Wayland: XWayland).
Without one:
  finishline snap FILE --out race.png     draws one moment into a file
  xvfb-run finishline-desktop FILE …      gives it a display that nobody sees
`, why)
		os.Exit(1)
	}
}

// missing says why there is no display, or "" if one answers. One on another
// machine is not asked: that may take long.
func missing(display string) string {
	if runtime.GOOS != "linux" && runtime.GOOS != "freebsd" {
		return ""
	}
	if display == "" {
		return "there is no display (DISPLAY is not set)."
	}
	host, number, ok := strings.Cut(display, ":")
	number, _, _ = strings.Cut(number, ".")
	if !ok || number == "" || strings.Trim(number, "0123456789") != "" {
		return fmt.Sprintf("DISPLAY=%q names no display; it should look like :0.", display)
	}
	if host != "" && host != "unix" {
		return ""
	}
	socket := "/tmp/.X11-unix/X" + number
	for _, name := range []string{socket, "@" + socket} {
		if c, err := net.Dial("unix", name); err == nil {
			c.Close()
			return ""
		}
	}
	return fmt.Sprintf("no display answers at DISPLAY=%q.", display)
}
