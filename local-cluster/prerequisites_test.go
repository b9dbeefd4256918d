package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// prerequisites runs the check with only the given programs in PATH, beside the shell's own.
func prerequisites(t *testing.T, programs map[string]string, arguments ...string) (string, error) {
	t.Helper()
	path := t.TempDir()
	for name, script := range programs {
		check(t, os.WriteFile(filepath.Join(path, name), []byte("#!/bin/sh\n"+script+"\n"), 0o755))
	}
	for _, name := range []string{"awk", "sort", "tail", "head", "tr", "cat", "dirname", "mkdir", "grep", "sh"} {
		found, err := exec.LookPath(name)
		check(t, err)
		check(t, os.Symlink(found, filepath.Join(path, name)))
	}
	shell, err := exec.LookPath("bash")
	check(t, err)
	cmd := exec.Command(shell, append(append([]string{"prerequisites.sh"}, arguments...), filepath.Join(path, "stamp"))...)
	cmd.Env = []string{"PATH=" + path}
	output, err := cmd.CombinedOutput()
	return string(output), err
}

func complete() map[string]string {
	return map[string]string{
		"java":  "echo 'openjdk version \"17.0.15\"' >&2",
		"javac": "echo javac 17.0.15",
		"mvn":   "echo Apache Maven 3.8.7",
		"go":    "echo go version go1.27.1 linux/amd64",
		"make":  "echo GNU Make 4.3",
		"git":   "echo git version 2.39.5",
	}
}

func TestPrerequisitesThatAreThere(t *testing.T) {
	if output, err := prerequisites(t, complete()); err != nil || output != "" {
		t.Errorf("%v: %s", err, output)
	}
}

func TestEveryMissingPrerequisiteIsNamedWithHowToGetIt(t *testing.T) {
	programs := complete()
	delete(programs, "mvn")
	delete(programs, "javac")
	programs["go"] = "echo go version go1.19.8 linux/amd64"
	output, err := prerequisites(t, programs)
	if err == nil {
		t.Error("the check passes")
	}
	for _, part := range []string{
		"missing: Maven 3.8 or later (no mvn in PATH)", "apt-get install maven", "dnf install maven", "brew install maven",
		"missing: JDK 17 or later (no javac in PATH)",
		"missing: Go 1.26.0 or later (go is 1.19.8)",
	} {
		if !strings.Contains(output, part) {
			t.Errorf("no %q in: %s", part, output)
		}
	}
	if strings.Contains(output, "missing: git") {
		t.Errorf("git is not missing: %s", output)
	}
}

func forTests() map[string]string {
	return map[string]string{
		"chromium": "exit 1",
		"soffice":  "exit 1",
		"fc-list":  "echo Noto Sans CJK SC",
	}
}

func TestWhatTheTestsNeedIsThere(t *testing.T) {
	if output, err := prerequisites(t, forTests(), "--tests"); err != nil || output != "" {
		t.Errorf("%v: %s", err, output)
	}
}

func TestWhatOnlyTheTestsNeedIsNamedWithHowToGetIt(t *testing.T) {
	programs := forTests()
	delete(programs, "chromium")
	delete(programs, "soffice")
	programs["fc-list"] = "true"
	output, err := prerequisites(t, programs, "--tests")
	if err == nil {
		t.Error("the check passes")
	}
	for _, part := range []string{
		"The tests cannot run yet:",
		"missing: Chromium (no chromium in PATH)", "apt-get install chromium", "dnf install chromium",
		"missing: LibreOffice Calc (no soffice in PATH)", "apt-get install libreoffice-calc-nogui",
		"missing: a Chinese font (fc-list knows none)", "apt-get install fontconfig fonts-noto-cjk",
	} {
		if !strings.Contains(output, part) {
			t.Errorf("no %q in: %s", part, output)
		}
	}
	if strings.Contains(output, "Maven") {
		t.Errorf("the tests' check is of what a build needs: %s", output)
	}
}

func TestABuildAsksNothingThatOnlyTheTestsNeed(t *testing.T) {
	programs := complete()
	delete(programs, "git")
	output, err := prerequisites(t, programs)
	if err == nil || strings.Contains(output, "Chromium") || strings.Contains(output, "LibreOffice") {
		t.Errorf("%v: %s", err, output)
	}
}
