// Package process starts programs that cannot outlive the launcher.
package process

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// Spec says what to start.
type Spec struct {
	Name      string // for messages
	Path      string
	Arguments []string
	Input     string // what the program reads from standard input
	Log       string // file that takes standard output and standard error
	// Unprivileged starts the program, where the launcher is root, as a user that is not root (Linux only).
	Unprivileged bool
	// OnOwnerDeath is sent to the program when the launcher dies, SIGKILL if nil (Linux only).
	OnOwnerDeath syscall.Signal
}

// Process is a started program.
type Process struct {
	Name  string
	log   string
	start int64 // where in the log this run begins
	cmd   *exec.Cmd
	done  chan struct{}
	err   error
}

// starts carries every start to one operating-system thread that never ends: the kernel binds a child to the thread
// that started it, not to the process, and Go may end any other thread while the launcher lives.
var starts = make(chan func())

func init() {
	go func() {
		runtime.LockOSThread()
		for start := range starts {
			start()
		}
	}()
}

// Start starts the program. It is in a process group of its own, so that Ctrl-C reaches the launcher alone,
// which then ends its programs in order.
func Start(spec Spec) (*Process, error) {
	if err := os.MkdirAll(filepath.Dir(spec.Log), 0o755); err != nil {
		return nil, err
	}
	log, err := os.OpenFile(spec.Log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	before, err := log.Stat()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(spec.Path, spec.Arguments...)
	cmd.Stdout, cmd.Stderr = log, log
	if spec.Input != "" {
		cmd.Stdin = strings.NewReader(spec.Input)
	}
	cmd.SysProcAttr = attributes(spec)
	started := make(chan error)
	starts <- func() { started <- cmd.Start() }
	if err := <-started; err != nil {
		return nil, fmt.Errorf("%s does not start: %w%s", spec.Name, err, startHint(spec, err))
	}
	p := &Process{Name: spec.Name, log: spec.Log, start: before.Size(), cmd: cmd, done: make(chan struct{})}
	go func() {
		p.err = cmd.Wait()
		close(p.done)
	}()
	return p, nil
}

// Pid is the operating system's number of the process.
func (p *Process) Pid() int { return p.cmd.Process.Pid }

// Done is closed when the program has ended.
func (p *Process) Done() <-chan struct{} { return p.done }

// Succeeded tells whether the program ended with exit status 0. To be called after Done.
func (p *Process) Succeeded() bool { return p.err == nil }

// Ended is an error that says how the program ended, with the last lines that it logged. To be called after Done.
func (p *Process) Ended() error {
	how := p.err
	if how == nil {
		return fmt.Errorf("%s ended by itself with exit status 0; its log, %s, ends with:\n%s", p.Name, p.log, p.Tail())
	}
	return fmt.Errorf("%s ended by itself: %w; its log, %s, ends with:\n%s", p.Name, how, p.log, p.Tail())
}

// Tail is the last lines that this run of the program logged.
func (p *Process) Tail() string { return tail(p.log, p.start) }

// Stop sends the signal to the program and those it started, and kills them all if they take longer than the grace time.
func (p *Process) Stop(signal syscall.Signal, grace time.Duration) {
	select {
	case <-p.done:
		return
	default:
	}
	_ = syscall.Kill(-p.Pid(), signal)
	select {
	case <-p.done:
	case <-time.After(grace):
	}
	// Also when it ended in time: what it started may still be there.
	_ = syscall.Kill(-p.Pid(), syscall.SIGKILL)
	<-p.done
}
