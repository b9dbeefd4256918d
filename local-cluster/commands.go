package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"

	"yunzhi.dev/local-cluster/internal/cluster"
	"yunzhi.dev/local-cluster/internal/owner"
	"yunzhi.dev/local-cluster/internal/pki"
	"yunzhi.dev/local-cluster/internal/postgres"
	"yunzhi.dev/local-cluster/internal/process"
	"yunzhi.dev/local-cluster/internal/state"
)

const detachHelp = "return when it is ready and leave it running; does nothing where it runs already. \"local-cluster stop\" ends it"

const untilHelp = "end when standard input reaches its end, as it does when the owner at its other side ends"

func clusterCommand(arguments []string) error {
	set := flags("cluster", "--dir D [--audit-webhook-url URL --audit-webhook-token-file F --audit-webhook-ca F]",
		"Runs etcd, kube-apiserver and kube-controller-manager until it is told to end. When they are ready it prints\n"+
			"D/cluster.json as one line. Started again on the same directory it keeps data, keys and, where still free, ports.")
	var options cluster.Options
	dir := set.String("dir", "", "directory of the cluster's data, keys, logs and kubeconfig")
	set.StringVar(&options.Bind, "bind", "127.0.0.1", "address to listen on")
	set.StringVar(&options.Bin, "bin", "", "directory of the programs (default: beside local-cluster)")
	set.StringVar(&options.Audit.URL, "audit-webhook-url", "", "https URL that audit events are sent to")
	set.StringVar(&options.Audit.TokenFile, "audit-webhook-token-file", "", "file of the bearer token sent with them")
	set.StringVar(&options.Audit.CA, "audit-webhook-ca", "", "PEM file of the authority that the URL's certificate is checked against")
	life := lifeFlags(set)
	if err := parse(set, arguments, "dir"); err != nil {
		return err
	}
	if net.ParseIP(options.Bind) == nil {
		return fmt.Errorf("--bind %q is not an IP address", options.Bind)
	}
	if err := options.Audit.Check(); err != nil {
		return err
	}
	if options.Bin == "" {
		options.Bin = ownDirectory()
	}
	return inDirectory(*dir, "cluster", life, func(ctx context.Context, dir string) error {
		return cluster.Run(ctx, dir, options, os.Stdout)
	})
}

func certificateCommand(arguments []string) error {
	set := flags("certificate", "--dir D --out NAME [--dns N]… [--ip A]… [--user U [--group G]…]",
		"Issues a certificate of the cluster in D into D/pki/NAME.crt and D/pki/NAME.key: for a server with the given names\n"+
			"and addresses, for a user with the given groups, or for both. A user also gets D/pki/NAME.kubeconfig.")
	dir := set.String("dir", "", "directory of the cluster")
	out := set.String("out", "", "name of the files")
	var dns, ips, groups list
	user := set.String("user", "", "user name, for a client certificate")
	set.Var(&groups, "group", "group of the user; may be repeated")
	set.Var(&dns, "dns", "DNS name of the server; may be repeated")
	set.Var(&ips, "ip", "IP address of the server; may be repeated")
	if err := parse(set, arguments, "dir", "out"); err != nil {
		return err
	}
	if *out != filepath.Base(*out) {
		return fmt.Errorf("--out %q must be a plain name: the files go to D/pki", *out)
	}
	request := pki.Request{Name: *user, Groups: groups, DNS: dns}
	for _, text := range ips {
		ip := net.ParseIP(text)
		if ip == nil {
			return fmt.Errorf("--ip %q is not an IP address", text)
		}
		request.IPs = append(request.IPs, ip)
	}
	if *user == "" && len(groups) > 0 {
		return errors.New("--group needs --user")
	}
	if *user == "" && len(dns)+len(ips) == 0 {
		return errors.New("nothing to certify: give --user, or --dns or --ip")
	}
	absolute, err := state.Directory(*dir)
	if err != nil {
		return err
	}
	return cluster.Issue(absolute, *out, request)
}

func postgresCommand(arguments []string) error {
	set := flags("postgres", "--dir D --home H",
		"Runs a PostgreSQL on a free port of 127.0.0.1 until it is told to end. The first start makes the database \"yunzhi\",\n"+
			"its owner \"yunzhi\" and a random password in D/password. When it is ready it prints D/postgres.json as one line.")
	dir := set.String("dir", "", "directory of the data")
	home := set.String("home", "", "directory of PostgreSQL's programs: H/bin/initdb, H/bin/postgres")
	life := lifeFlags(set)
	if err := parse(set, arguments, "dir", "home"); err != nil {
		return err
	}
	return inDirectory(*dir, "postgres", life, func(ctx context.Context, dir string) error {
		return postgres.Run(ctx, dir, *home, os.Stdout)
	})
}

func runCommand(arguments []string) error {
	set := flags("run", "--dir D --name N -- COMMAND ARGUMENTS…",
		"Runs a program bound to its owner, its output in D/N.log and its state in D/N.json. Ends with the program's exit status.")
	dir := set.String("dir", "", "directory of log and state")
	name := set.String("name", "", "name of both files")
	life := lifeFlags(set)
	if err := parse(set, arguments, "dir", "name"); err != nil {
		return err
	}
	if *name != filepath.Base(*name) {
		return fmt.Errorf("--name %q must be a plain name", *name)
	}
	if set.NArg() == 0 {
		return errors.New("no program given: local-cluster run --dir D --name N -- COMMAND ARGUMENTS…")
	}
	program, err := exec.LookPath(set.Arg(0))
	if err != nil {
		return err
	}
	return inDirectory(*dir, *name, life, func(ctx context.Context, dir string) error {
		return process.RunBound(ctx, dir, process.Spec{Name: *name, Path: program, Arguments: set.Args()[1:]}, os.Stdout)
	})
}

func stopCommand(arguments []string) error {
	set := flags("stop", "--dir D", "Ends all that runs in D, as its state files tell, and waits until it has ended.")
	dir := set.String("dir", "", "directory that was given to the other commands")
	if err := parse(set, arguments, "dir"); err != nil {
		return err
	}
	return state.Stop(*dir)
}

// life says how long a command runs that does not end by itself.
type life struct {
	untilStdinCloses *bool
	detach           *bool
}

func lifeFlags(set *flag.FlagSet) life {
	return life{
		untilStdinCloses: set.Bool("until-stdin-closes", false, untilHelp),
		detach:           set.Bool("detach", false, detachHelp),
	}
}

// inDirectory runs what is in a directory only once, until the owner ends.
func inDirectory(dir, name string, life life, run func(context.Context, string) error) error {
	if *life.untilStdinCloses && *life.detach {
		return errors.New("--until-stdin-closes binds it to an owner, --detach frees it from one: give one of them")
	}
	absolute, err := state.Directory(dir)
	if err != nil {
		return err
	}
	if *life.detach {
		running, err := state.Running(filepath.Join(absolute, name+".json"))
		if err != nil {
			return err
		}
		if running != nil {
			_, err = os.Stdout.Write(running)
			return err
		}
		return owner.Detach(absolute, name, os.Stdout)
	}
	ctx, release := owner.Context(*life.untilStdinCloses)
	defer release()
	unlock, err := state.Lock(absolute, name)
	if err != nil {
		return err
	}
	defer unlock()
	return run(ctx, absolute)
}

// ownDirectory is where this program was called: .local/bin, whose links lead to the programs, and not where the link leads.
func ownDirectory() string {
	if called, err := exec.LookPath(os.Args[0]); err == nil {
		if absolute, err := filepath.Abs(called); err == nil {
			return filepath.Dir(absolute)
		}
	}
	return filepath.Dir(os.Args[0])
}
