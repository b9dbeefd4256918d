package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"yunzhi.dev/local-cluster/internal/process"
)

// server is one PostgreSQL and the directory of its data.
type server struct {
	dir, home string
	port      int
}

func (s server) data() string { return filepath.Join(s.dir, "data") }

func (s server) passwordFile() string { return filepath.Join(s.dir, "password") }

// start starts the server and returns when it takes connections.
func (s server) start(ctx context.Context) (*process.Process, error) {
	for began := time.Now(); ; {
		if err := s.dropForeignLock(); err != nil {
			return nil, err
		}
		p, err := process.Start(s.spec())
		if err != nil {
			return nil, err
		}
		err = s.await(ctx, p)
		if err == nil {
			return p, nil
		}
		p.Stop(syscall.SIGINT, stopGrace)
		inUse := strings.Contains(p.Tail(), "shared memory block") || strings.Contains(p.Tail(), "already exists")
		if !inUse || ctx.Err() != nil || time.Since(began) > leftOverLimit {
			return nil, err
		}
		time.Sleep(200 * time.Millisecond)
	}
}

func (s server) spec() process.Spec {
	return process.Spec{
		Name: "postgres",
		Path: filepath.Join(s.home, "bin", "postgres"),
		Arguments: []string{
			"-D", s.data(),
			"-c", "listen_addresses=" + address,
			"-c", "port=" + strconv.Itoa(s.port),
			"-c", "unix_socket_directories=",
			"-c", "logging_collector=off",
			"-c", "fsync=on",
		},
		Log:          filepath.Join(s.dir, "postgres.log"),
		Unprivileged: true,
		// "Immediate" shutdown: the server ends its sessions, too, and recovers at the next start as from a power cut.
		OnOwnerDeath: syscall.SIGQUIT,
	}
}

// await waits for the word "ready" that the server writes into the eighth line of its own pid file for this purpose.
func (s server) await(ctx context.Context, p *process.Process) error {
	limit := time.After(readyLimit)
	for {
		if lines := s.pidFile(); len(lines) >= 8 && lines[0] == strconv.Itoa(p.Pid()) && strings.TrimSpace(lines[7]) == "ready" {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.Done():
			return p.Ended()
		case <-limit:
			return fmt.Errorf("PostgreSQL is not ready within %s; its log, %s, ends with:\n%s", readyLimit, s.spec().Log, p.Tail())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// dropForeignLock takes away the pid file of a server that was killed, if the system has given its number to another program:
// PostgreSQL would take that one for itself. A pid file whose server lives, or whose number is free, is PostgreSQL's to judge.
func (s server) dropForeignLock() error {
	lines := s.pidFile()
	if len(lines) == 0 {
		return nil
	}
	pid, err := strconv.Atoi(lines[0])
	if err != nil {
		return fmt.Errorf("%s: %w", s.pidPath(), err)
	}
	program, err := os.Readlink("/proc/" + strconv.Itoa(pid) + "/exe")
	if err != nil || filepath.Base(program) == "postgres" {
		return nil // no such process, or one that may be the server, or a system without /proc
	}
	return os.Remove(s.pidPath())
}

func (s server) pidPath() string { return filepath.Join(s.data(), "postmaster.pid") }

func (s server) pidFile() []string {
	content, err := os.ReadFile(s.pidPath())
	if err != nil {
		return nil
	}
	return strings.Split(strings.TrimRight(string(content), "\n"), "\n")
}

func (s server) exists() (bool, error) {
	_, err := os.Stat(s.data())
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
