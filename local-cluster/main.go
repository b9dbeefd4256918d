// Command local-cluster runs a Kubernetes control plane, a PostgreSQL and other programs as plain processes
// that end when their owner ends.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

const usage = `local-cluster runs what Yunzhi needs around it, as plain processes that end when their owner ends.

  local-cluster cluster      run etcd, kube-apiserver and kube-controller-manager
  local-cluster certificate  issue a certificate of a cluster's authority
  local-cluster postgres     run a PostgreSQL with a database "yunzhi"
  local-cluster run          run any program, bound to its owner
  local-cluster stop         end all that runs in a directory

"local-cluster COMMAND --help" explains a command.
`

var commands = map[string]func(arguments []string) error{
	"cluster":     clusterCommand,
	"certificate": certificateCommand,
	"postgres":    postgresCommand,
	"run":         runCommand,
	"stop":        stopCommand,
}

// errUsage is a mistake in the command line, already explained on standard error.
var errUsage = errors.New("wrong usage")

func main() {
	if len(os.Args) < 2 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	name := os.Args[1]
	if name == "--help" || name == "-h" || name == "help" {
		fmt.Print(usage)
		return
	}
	command, known := commands[name]
	if !known {
		fmt.Fprintf(os.Stderr, "local-cluster: no command %q\n\n%s", name, usage)
		os.Exit(2)
	}
	err := command(os.Args[2:])
	var ended *exec.ExitError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
	case errors.Is(err, errUsage):
		os.Exit(2)
	case errors.As(err, &ended) && ended.ExitCode() > 0:
		fmt.Fprintf(os.Stderr, "local-cluster %s: %v\n", name, err)
		os.Exit(ended.ExitCode())
	default:
		fmt.Fprintf(os.Stderr, "local-cluster %s: %v\n", name, err)
		os.Exit(1)
	}
}

// flags makes the flag set of a command; its help begins with what the command does.
func flags(name, synopsis, does string) *flag.FlagSet {
	set := flag.NewFlagSet(name, flag.ContinueOnError)
	set.Usage = func() {
		fmt.Fprintf(set.Output(), "local-cluster %s %s\n\n%s\n\n", name, synopsis, does)
		set.PrintDefaults()
	}
	return set
}

// parse reads the command line and refuses what is missing or too much.
func parse(set *flag.FlagSet, arguments []string, required ...string) error {
	if err := set.Parse(arguments); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return errUsage
	}
	var missing []string
	for _, name := range required {
		if set.Lookup(name).Value.String() == "" {
			missing = append(missing, "--"+name)
		}
	}
	if len(missing) > 0 {
		fmt.Fprintf(set.Output(), "local-cluster %s needs %s\n\n", set.Name(), strings.Join(missing, " and "))
		set.Usage()
		return errUsage
	}
	return nil
}

// list is a flag that may be given several times.
type list []string

func (l *list) String() string { return strings.Join(*l, ",") }

func (l *list) Set(value string) error {
	if value == "" {
		return errors.New("must not be empty")
	}
	*l = append(*l, value)
	return nil
}
