package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yunzhi.dev/local-cluster/internal/state"
)

// launcher is the program under test, built once, beside links to the real programs.
var launcher string

func TestMain(m *testing.M) {
	if arguments := os.Getenv("TEST_OWNER_OF"); arguments != "" {
		ownForEver(strings.Split(arguments, "\n"))
	}
	os.Exit(func() int {
		bin, err := os.MkdirTemp("", "local-cluster-test")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(bin)
		launcher = filepath.Join(bin, "local-cluster")
		if output, err := exec.Command("go", "build", "-buildvcs=false", "-o", launcher, ".").CombinedOutput(); err != nil {
			panic(fmt.Sprintf("%v: %s", err, output))
		}
		for _, program := range []string{"etcd", "kube-apiserver", "kube-controller-manager", "kubectl"} {
			built, err := filepath.EvalSymlinks(filepath.Join("..", ".local", "bin", program))
			if err == nil {
				err = os.Symlink(built, filepath.Join(bin, program))
			}
			if err != nil {
				fmt.Fprintf(os.Stderr, "%s is missing: run \"make tools\": %v\n", program, err)
				return 1
			}
		}
		return m.Run()
	}())
}

// ownForEver is another process that owns a launcher, so that a test can kill it.
func ownForEver(arguments []string) {
	cmd := exec.Command(arguments[0], arguments[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if _, err := cmd.StdinPipe(); err != nil {
		panic(err)
	}
	fmt.Fprintln(os.Stderr, cmd.Run())
	os.Exit(1)
}

// launched is a launcher that was started by a test and is ready.
type launched struct {
	cmd   *exec.Cmd
	stdin io.Closer
	ready struct {
		state.Launched
		Server     string `json:"server"`
		Kubeconfig string `json:"kubeconfig"`
	}
	stderr *strings.Builder
	done   chan error
}

func launch(t *testing.T, cmd *exec.Cmd) *launched {
	t.Helper()
	l := &launched{cmd: cmd, stderr: &strings.Builder{}, done: make(chan error, 1)}
	cmd.Stderr = l.stderr
	stdin, err := cmd.StdinPipe()
	check(t, err)
	l.stdin = stdin
	stdout, err := cmd.StdoutPipe()
	check(t, err)
	check(t, cmd.Start())
	t.Cleanup(func() { stdin.Close(); cmd.Process.Kill() })
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	if err != nil {
		t.Fatalf("%v is not ready: %v: %v: %s", cmd.Args, err, cmd.Wait(), l.stderr)
	}
	check(t, json.Unmarshal(line, &l.ready))
	go func() { l.done <- cmd.Wait() }()
	return l
}

func start(t *testing.T, arguments ...string) *launched {
	t.Helper()
	return launch(t, exec.Command(launcher, append(arguments[:1:1], append([]string{"--until-stdin-closes"}, arguments[1:]...)...)...))
}

// close ends it as an owner that ends does.
func (l *launched) close(t *testing.T) {
	t.Helper()
	l.stdin.Close()
	if err := l.end(t); err != nil {
		t.Fatalf("the launcher did not end well: %v: %s", err, l.stderr)
	}
}

// end waits for the launcher's end.
func (l *launched) end(t *testing.T) error {
	t.Helper()
	select {
	case err := <-l.done:
		return err
	case <-time.After(time.Minute):
		t.Fatal("the launcher does not end")
		return nil
	}
}

// gone waits until the launcher and all that it started have ended.
func (l *launched) gone(t *testing.T) {
	t.Helper()
	all := []state.Component{l.ready.Component}
	for _, component := range l.ready.Components {
		all = append(all, component)
	}
	if len(all) < 2 {
		t.Fatalf("nothing was started: %v", all)
	}
	for _, component := range all {
		for deadline := time.Now().Add(time.Minute); component.Alive(); time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("process %d of %v is still there", component.Pid, l.cmd.Args)
			}
		}
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
