package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"yunzhi.dev/local-cluster/internal/state"
)

func itoa(number int) string { return strconv.Itoa(number) }

func stateOfChild(t *testing.T, file string) state.Component {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		content, err := os.ReadFile(file)
		if err == nil {
			pid, err := strconv.Atoi(strings.TrimSpace(string(content)))
			check(t, err)
			return state.Of(pid)
		}
		if time.Now().After(deadline) {
			t.Fatal(err)
		}
	}
}

func (l *launched) kubectl(t *testing.T, arguments ...string) string {
	t.Helper()
	program := filepath.Join(filepath.Dir(launcher), "kubectl")
	output, err := exec.Command(program, append([]string{"--kubeconfig", l.ready.Kubeconfig}, arguments...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("kubectl %v: %v: %s", arguments, err, output)
	}
	return string(output)
}

func TestTwoClustersAreIndependentAndARestartKeepsData(t *testing.T) {
	dirs := []string{t.TempDir(), t.TempDir()}
	one := start(t, "cluster", "--dir", dirs[0])
	two := start(t, "cluster", "--dir", dirs[1])
	one.kubectl(t, "create", "namespace", "kept")
	if names := two.kubectl(t, "get", "namespaces", "-o", "name"); strings.Contains(names, "kept") {
		t.Errorf("the second cluster shows what the first one holds: %s", names)
	}

	check(t, one.cmd.Process.Signal(syscall.SIGKILL))
	one.gone(t)
	again := start(t, "cluster", "--dir", dirs[0])
	again.kubectl(t, "get", "namespace", "kept")
	if again.ready.Server != one.ready.Server {
		t.Errorf("the address was %s and is now %s", one.ready.Server, again.ready.Server)
	}
	again.close(t)
	again.gone(t)

	etcd := two.ready.Components["etcd"]
	check(t, syscall.Kill(etcd.Pid, syscall.SIGKILL))
	if err := two.end(t); err == nil {
		t.Error("the launcher ended well although etcd was killed")
	}
	if !strings.Contains(two.stderr.String(), "etcd ended by itself") {
		t.Errorf("the message does not name etcd: %s", two.stderr)
	}
	two.gone(t)
}

func TestACertifiedUserIsKnownByNameAndGroups(t *testing.T) {
	dir := t.TempDir()
	cluster := start(t, "cluster", "--dir", dir)
	output, err := exec.Command(launcher, "certificate", "--dir", dir, "--out", "li", "--user", "li", "--group", "a", "--group", "b").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	cluster.ready.Kubeconfig = filepath.Join(dir, "pki", "li.kubeconfig")
	who := cluster.kubectl(t, "auth", "whoami", "-o", "jsonpath={.status.userInfo.username} {.status.userInfo.groups}")
	if want := `li ["a","b","system:authenticated"]`; who != want {
		t.Errorf("the API server takes the user for %s instead of %s", who, want)
	}
	cluster.close(t)
}
