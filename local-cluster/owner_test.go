package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestRunEndsWhenItsOwnerIsKilled(t *testing.T) {
	arguments := []string{launcher, "run", "--dir", t.TempDir(), "--name", "sleeper", "--until-stdin-closes", "--", "sleep", "600"}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "TEST_OWNER_OF="+strings.Join(arguments, "\n"))
	owned := launch(t, cmd)
	check(t, cmd.Process.Signal(syscall.SIGKILL))
	owned.gone(t)
}

func TestRunEndsWhenTheLauncherIsKilled(t *testing.T) {
	l := start(t, "run", "--dir", t.TempDir(), "--name", "sleeper", "--", "sleep", "600")
	check(t, l.cmd.Process.Signal(syscall.SIGKILL))
	l.gone(t)
}

func TestRunEndsWithTheProgramAndItsExitStatus(t *testing.T) {
	dir := t.TempDir()
	l := start(t, "run", "--dir", dir, "--name", "failing", "--", "sh", "-c", "sleep 0.2; echo what went wrong; exit 7")
	err := l.end(t)
	if l.cmd.ProcessState.ExitCode() != 7 {
		t.Errorf("exit status is not the program's 7: %v", err)
	}
	if !strings.Contains(l.stderr.String(), "what went wrong") {
		t.Errorf("the message lacks the end of the log: %s", l.stderr)
	}
	if _, err := os.Stat(filepath.Join(dir, "failing.json")); !os.IsNotExist(err) {
		t.Errorf("the state file is still there: %v", err)
	}
}

func TestRunTakesThoseThatTheProgramStartedWithIt(t *testing.T) {
	dir := t.TempDir()
	l := start(t, "run", "--dir", dir, "--name", "shell", "--", "sh", "-c", "sleep 600 & echo $! > "+dir+"/child; mv "+dir+"/child "+dir+"/pid; wait")
	child := stateOfChild(t, filepath.Join(dir, "pid"))
	l.close(t)
	if child.Alive() {
		t.Errorf("the program's own child, %d, is still there", child.Pid)
	}
}

func TestOneNameRunsOnceInADirectory(t *testing.T) {
	dir := t.TempDir()
	start(t, "run", "--dir", dir, "--name", "sleeper", "--", "sleep", "600")
	output, err := exec.Command(launcher, "run", "--dir", dir, "--name", "sleeper", "--", "sleep", "600").CombinedOutput()
	if err == nil || !strings.Contains(string(output), "runs in "+dir+" already") {
		t.Errorf("a second start was not refused: %v: %s", err, output)
	}
}

func TestStopEndsAllInADirectory(t *testing.T) {
	dir := t.TempDir()
	one := start(t, "run", "--dir", dir, "--name", "one", "--", "sleep", "600")
	two := start(t, "run", "--dir", dir, "--name", "two", "--", "sleep", "600")
	output, err := exec.Command(launcher, "stop", "--dir", dir).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	one.gone(t)
	two.gone(t)
}

func TestStopLeavesAProcessWithTheSameNumberAlone(t *testing.T) {
	dir := t.TempDir()
	innocent := exec.Command("sleep", "600")
	check(t, innocent.Start())
	defer func() { innocent.Process.Kill(); innocent.Wait() }()
	content := `{"pid":` + itoa(innocent.Process.Pid) + `,"startTime":"1","components":{}}`
	check(t, os.WriteFile(filepath.Join(dir, "old.json"), []byte(content), 0o600))
	output, err := exec.Command(launcher, "stop", "--dir", dir).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	if err := innocent.Process.Signal(syscall.Signal(0)); err != nil {
		t.Errorf("a process that was not ours was ended: %v", err)
	}
}
