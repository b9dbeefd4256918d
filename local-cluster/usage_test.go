package main

import (
	"os/exec"
	"strings"
	"testing"
)

func TestMistakesAreNamed(t *testing.T) {
	dir := t.TempDir()
	for _, mistake := range []struct {
		arguments string
		status    int
		says      string
	}{
		{"", 2, "local-cluster cluster"},
		{"clutser", 2, `no command "clutser"`},
		{"cluster", 2, "cluster needs --dir"},
		{"cluster --dir " + dir + " --bind here", 1, `--bind "here" is not an IP address`},
		{"cluster --dir " + dir + " --bin /nowhere", 1, `etcd is not in /nowhere: run "make tools"`},
		{"cluster --dir " + dir + " --audit-webhook-url http://a", 1, "must be an https URL"},
		{"cluster --dir " + dir + " --audit-webhook-url https://a", 1, "needs --audit-webhook-token-file and --audit-webhook-ca"},
		{"cluster --dir " + dir + " --audit-webhook-ca a", 1, "need --audit-webhook-url"},
		{"certificate --dir " + dir + " --out a", 1, "nothing to certify"},
		{"certificate --dir " + dir + " --out a --group g --dns d", 1, "--group needs --user"},
		{"certificate --dir " + dir + " --out ../a --dns d", 1, "must be a plain name"},
		{"certificate --dir " + dir + " --out ca --dns d", 1, "the cluster itself"},
		{"certificate --dir " + dir + " --out a --ip d", 1, `--ip "d" is not an IP address`},
		{"certificate --dir " + dir + " --out a --user u", 1, "no cluster runs in " + dir},
		{"postgres --dir " + dir, 2, "postgres needs --home"},
		{"postgres --dir " + dir + " --home /nowhere", 1, "/nowhere/bin/initdb"},
		{"run --dir " + dir + " --name a", 1, "no program given"},
		{"run --dir " + dir + " --name a -- no-such-program", 1, "no-such-program"},
	} {
		cmd := exec.Command(launcher, strings.Fields(mistake.arguments)...)
		output, _ := cmd.CombinedOutput()
		if cmd.ProcessState.ExitCode() != mistake.status || !strings.Contains(string(output), mistake.says) {
			t.Errorf("local-cluster %s: status %d instead of %d, or no %q in: %s",
				mistake.arguments, cmd.ProcessState.ExitCode(), mistake.status, mistake.says, output)
		}
	}
}

func TestEveryCommandExplainsItself(t *testing.T) {
	for name := range commands {
		output, err := exec.Command(launcher, name, "--help").CombinedOutput()
		if err != nil || !strings.Contains(string(output), "local-cluster "+name+" --dir D") {
			t.Errorf("local-cluster %s --help: %v: %s", name, err, output)
		}
	}
}
