package postgres

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"yunzhi.dev/local-cluster/internal/process"
	"yunzhi.dev/local-cluster/internal/state"
)

// initialise makes data directory, database, owner and password, if they are not there. It works beside the final place and
// moves there in one step: a data directory that exists is complete, whenever an earlier start was killed.
func (s server) initialise() error {
	exists, err := s.exists()
	if exists || err != nil {
		return err
	}
	draft := s.data() + ".part"
	if err := os.RemoveAll(draft); err != nil {
		return err
	}
	password := rand.Text()
	if err := state.WriteFile(s.passwordFile(), []byte(password)); err != nil {
		return err
	}
	// The superuser gets no password, so nobody can sign in as it.
	if err := s.tool("initdb", "", "-D", draft, "--username=postgres", "--auth=scram-sha-256", "--pwfile="+s.passwordFile(),
		"--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"); err != nil {
		return err
	}
	statements := []string{
		"ALTER ROLE postgres PASSWORD NULL",
		fmt.Sprintf("CREATE ROLE %s LOGIN PASSWORD '%s'", database, password), // letters and digits only
		fmt.Sprintf("CREATE DATABASE %s OWNER %s", database, database),
	}
	if err := s.tool("postgres", strings.Join(statements, "\n")+"\n", "--single", "-D", draft, "postgres"); err != nil {
		return err
	}
	return os.Rename(draft, s.data())
}

// tool runs one of PostgreSQL's programs to its end, fed with input.
func (s server) tool(name, input string, arguments ...string) error {
	p, err := process.Start(process.Spec{
		Name:         name,
		Path:         filepath.Join(s.home, "bin", name),
		Arguments:    arguments,
		Input:        input,
		Log:          filepath.Join(s.dir, "initialise.log"),
		Unprivileged: true,
	})
	if err != nil {
		return err
	}
	<-p.Done()
	if !p.Succeeded() {
		return p.Ended()
	}
	return nil
}
