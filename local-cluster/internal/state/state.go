// Package state keeps, in a directory, what runs there: NAME.json with process ids and start times, so that a number which
// the system has meanwhile given to another process is never taken for ours.
package state

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// Component is one process.
type Component struct {
	Pid       int    `json:"pid"`
	StartTime string `json:"startTime"`
}

// Launched is the launcher and what it started, by name.
type Launched struct {
	Component
	Components map[string]Component `json:"components"`
}

// Self is the launcher.
func Self() Component { return Of(os.Getpid()) }

// Of is a process that runs now.
func Of(pid int) Component { return Component{Pid: pid, StartTime: startTime(pid)} }

// Alive tells whether that very process still runs.
func (c Component) Alive() bool {
	return c.Pid > 0 && c.StartTime != "" && startTime(c.Pid) == c.StartTime
}

// awaitEnd waits until the process has ended and tells whether it has.
func (c Component) awaitEnd(limit time.Duration) bool {
	for deadline := time.Now().Add(limit); c.Alive(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			return false
		}
	}
	return true
}

// Directory makes the directory if it is not there. It is its owner's alone: keys and passwords lie in it.
func Directory(dir string) (string, error) {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	return absolute, os.MkdirAll(absolute, 0o700)
}

// Lock makes sure that only one launcher runs NAME in the directory. The kernel lets go of the lock when the launcher ends,
// however it ends.
func Lock(dir, name string) (unlock func(), err error) {
	file, err := os.OpenFile(filepath.Join(dir, name+".lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		return nil, fmt.Errorf("%s runs in %s already; \"local-cluster stop --dir %s\" ends it", name, dir, dir)
	}
	return func() { file.Close() }, nil
}

// Publish writes a state file in one step and tells the same, as one line, to whoever waits for it.
func Publish(path string, value any, ready io.Writer) error {
	line, err := json.Marshal(value)
	if err != nil {
		return err
	}
	line = append(line, '\n')
	if err := WriteFile(path, line); err != nil {
		return err
	}
	_, err = ready.Write(line)
	return err
}

// WriteFile writes a file, readable by its owner alone, that is never seen half written.
func WriteFile(path string, content []byte) error {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.part")
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err = errors.Join(err, file.Sync(), file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}

// Running is the content of a state file whose launcher still runs; nothing if there is none.
func Running(path string) ([]byte, error) {
	launched, err := read(path)
	if err != nil || !launched.Alive() {
		return nil, err
	}
	return os.ReadFile(path)
}

// RemoveOwn takes this launcher's state file away, and not that of another one that runs in a directory of the same name since.
func RemoveOwn(path string) {
	if launched, err := read(path); err == nil && launched.Pid == os.Getpid() {
		Remove(path)
	}
}

// Remove takes a state file away when what it tells of has ended.
func Remove(path string) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintln(os.Stderr, "local-cluster:", err)
	}
}

// read is what a state file tells; nothing if there is no such file.
func read(path string) (Launched, error) {
	var launched Launched
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return launched, nil
	}
	if err == nil {
		if err = json.Unmarshal(content, &launched); err != nil {
			err = fmt.Errorf("%s: %w", path, err)
		}
	}
	return launched, err
}
