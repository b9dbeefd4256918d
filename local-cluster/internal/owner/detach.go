package owner

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// Detach starts this very command again without --detach, in a session of its own, so that it outlives the terminal, and
// returns when it is ready: having passed on the line that it tells then. Its own words go to dir/launcher-NAME.log.
func Detach(dir, name string, ready io.Writer) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "launcher-"+name+".log")
	log, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	end := slices.Index(os.Args, "--")
	if end < 0 {
		end = len(os.Args)
	}
	own := slices.DeleteFunc(slices.Clone(os.Args[:end]), func(argument string) bool {
		return argument == "--detach" || argument == "-detach"
	})
	// Called by the same name: the programs are looked for beside it.
	cmd := &exec.Cmd{Path: program, Args: append(own, os.Args[end:]...), Stderr: log,
		SysProcAttr: &syscall.SysProcAttr{Setsid: true}}
	output, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		_ = cmd.Wait()
		words, _ := os.ReadFile(path)
		return fmt.Errorf("%s is not ready: %s", name, strings.TrimSpace(string(words)))
	}
	_, err = io.WriteString(ready, line)
	return err
}
