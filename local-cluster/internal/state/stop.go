package state

import (
	"errors"
	"fmt"
	"path/filepath"
	"syscall"
	"time"
)

const (
	// stopGrace is longer than the launcher gives all its programs together.
	stopGrace = 60 * time.Second
	killGrace = 10 * time.Second
)

// Stop ends all that runs in the directory and returns when it has ended.
func Stop(dir string) error {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(absolute, "*.json"))
	if err != nil {
		return err
	}
	var failures []error
	running := map[string]Launched{}
	for _, file := range files {
		launched, err := read(file)
		if err != nil {
			failures = append(failures, err)
			continue
		}
		if launched.Pid == 0 {
			continue // no state file, but a program's own
		}
		if launched.Alive() {
			failures = append(failures, syscall.Kill(launched.Pid, syscall.SIGTERM))
			running[file] = launched
		} else {
			failures = append(failures, EndLeftOver(file))
		}
	}
	for file, launched := range running {
		if !launched.awaitEnd(stopGrace) {
			failures = append(failures, fmt.Errorf("process %d of %s does not end", launched.Pid, file))
		}
	}
	return errors.Join(failures...)
}

// EndLeftOver ends what a launcher that was killed left running, and takes its state file away.
func EndLeftOver(file string) error {
	launched, err := read(file)
	if err != nil {
		return err
	}
	for name, component := range launched.Components {
		if component.Alive() {
			// It may be ending already: the kernel ends it with its launcher where it can.
			_ = syscall.Kill(component.Pid, syscall.SIGKILL)
			if !component.awaitEnd(killGrace) {
				return fmt.Errorf("%s, process %d, was left over by a launcher that was killed, and cannot be ended", name, component.Pid)
			}
		}
	}
	Remove(file)
	return nil
}
