package process

import (
	"errors"
	"os"
	"syscall"
)

func attributes(spec Spec) *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if spec.OnOwnerDeath != 0 {
		a.Pdeathsig = spec.OnOwnerDeath
	}
	if inUserNamespace(spec) {
		// In a user namespace that maps nobody, root's files belong to the same unnamed user as the program:
		// it is their owner, and it is not root.
		a.Cloneflags = syscall.CLONE_NEWUSER
	}
	return a
}

func inUserNamespace(spec Spec) bool { return spec.Unprivileged && os.Geteuid() == 0 }

func startHint(spec Spec, err error) string {
	if inUserNamespace(spec) && (errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.ENOSPC)) {
		return "\nIt does not run as root, and this system allows no user namespace in which it would not be root: " +
			"work as an ordinary user here."
	}
	return ""
}
