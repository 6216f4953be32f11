//go:build unix

package record

import (
	"os/exec"
	"syscall"
)

// inGroup puts a command into a process group of its own, all of which is killed when
// the command is: what runs Node may leave it behind otherwise.
func inGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
