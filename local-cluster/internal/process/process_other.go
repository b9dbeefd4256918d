//go:build !linux

package process

import "syscall"

// Other systems can neither bind a child to its parent nor make a user namespace: a kill -9 of the launcher leaves its
// programs running there, and the next start, or stop, ends them.
func attributes(Spec) *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }

func startHint(Spec, error) string { return "" }
