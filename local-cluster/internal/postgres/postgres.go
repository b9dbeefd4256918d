// Package postgres runs a real PostgreSQL out of unpacked programs.
package postgres

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"syscall"
	"time"

	"yunzhi.dev/local-cluster/internal/ports"
	"yunzhi.dev/local-cluster/internal/state"
)

const (
	stateFile = "postgres.json"
	database  = "yunzhi"
	address   = "127.0.0.1"

	readyLimit = 2 * time.Minute
	stopGrace  = 20 * time.Second
	// A server that was killed leaves sessions behind that end by themselves; until then its memory is in use.
	leftOverLimit = 15 * time.Second
)

// Postgres is what postgres.json tells.
type Postgres struct {
	state.Launched
	Port         int    `json:"port"`
	JDBCURL      string `json:"jdbcUrl"`
	User         string `json:"user"`
	PasswordFile string `json:"passwordFile"`
}

// Run runs the server in the directory until the context ends, which is no error, or the server does, which is.
func Run(ctx context.Context, dir, home string, ready io.Writer) error {
	record := filepath.Join(dir, stateFile)
	if err := state.EndLeftOver(record); err != nil {
		return err
	}
	s := server{dir: dir, home: home}
	if err := s.initialise(); err != nil {
		return err
	}
	chosen, err := ports.Choose(filepath.Join(dir, "postgres.ports"), address, "postgres")
	if err != nil {
		return err
	}
	s.port = chosen["postgres"]
	p, err := s.start(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	// SIGINT is PostgreSQL's "fast" shutdown: sessions are ended, everything is written.
	defer p.Stop(syscall.SIGINT, stopGrace)
	running := Postgres{
		Launched:     state.Launched{Component: state.Self(), Components: map[string]state.Component{p.Name: state.Of(p.Pid())}},
		Port:         s.port,
		JDBCURL:      fmt.Sprintf("jdbc:postgresql://%s:%d/%s", address, s.port, database),
		User:         database,
		PasswordFile: s.passwordFile(),
	}
	if err := state.Publish(record, running, ready); err != nil {
		return err
	}
	defer state.RemoveOwn(record)
	select {
	case <-ctx.Done():
		return nil
	case <-p.Done():
		return p.Ended()
	}
}
