package main

import (
	"encoding/json"
	"os/exec"
	"testing"

	"yunzhi.dev/local-cluster/internal/state"
)

func TestDetachedProgramRunsOnceUntilItIsStopped(t *testing.T) {
	dir := t.TempDir()
	detach := func() state.Launched {
		output, err := exec.Command(launcher, "run", "--detach", "--dir", dir, "--name", "sleeper", "--", "sleep", "60").Output()
		check(t, err)
		var told state.Launched
		check(t, json.Unmarshal(output, &told))
		return told
	}

	first := detach()
	again := detach()

	if first.Pid != again.Pid || !first.Components["sleeper"].Alive() {
		t.Errorf("the second call must leave the first program running: %v, %v", first, again)
	}
	check(t, exec.Command(launcher, "stop", "--dir", dir).Run())
	if first.Alive() || first.Components["sleeper"].Alive() {
		t.Error("still runs after stop")
	}
}

func TestDetachedProgramThatDoesNotStartIsAnError(t *testing.T) {
	output, err := exec.Command(launcher, "postgres", "--detach", "--dir", t.TempDir(), "--home", "/nowhere").CombinedOutput()

	if err == nil {
		t.Errorf("must fail, but told %s", output)
	}
}
