// Package cluster runs a Kubernetes control plane: etcd, kube-apiserver and kube-controller-manager.
package cluster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"yunzhi.dev/local-cluster/internal/ports"
	"yunzhi.dev/local-cluster/internal/process"
	"yunzhi.dev/local-cluster/internal/state"
)

const (
	stateFile = "cluster.json"
	// readyLimit is for a machine that does much else; 3 to 5 seconds are usual.
	readyLimit = 3 * time.Minute
	stopGrace  = 15 * time.Second
)

// Options are what a caller chooses.
type Options struct {
	Bind  string // IP address to listen on
	Bin   string // directory of the programs
	Audit AuditWebhook
}

// Cluster is what cluster.json tells.
type Cluster struct {
	state.Launched
	Server     string `json:"server"`
	Kubeconfig string `json:"kubeconfig"`
	CA         string `json:"ca"`
	CAKey      string `json:"caKey"`
}

// Run runs the cluster in the directory until the context ends, which is no error, or one of its programs does, which is.
// When everything answers it writes cluster.json and prints it on ready as one line.
func Run(ctx context.Context, dir string, options Options, ready io.Writer) error {
	record := filepath.Join(dir, stateFile)
	if err := state.EndLeftOver(record); err != nil {
		return err
	}
	if err := checkPrograms(options.Bin, "etcd", "kube-apiserver", "kube-controller-manager"); err != nil {
		return err
	}
	chosen, err := ports.Choose(filepath.Join(dir, "cluster.ports"), options.Bind, apiServerPort, controllerManagerPort, etcdPort, etcdPeerPort)
	if err != nil {
		return err
	}
	if err := certify(dir, options.Bind); err != nil {
		return err
	}
	l := layout{dir: dir, bin: options.Bin, bind: options.Bind, ports: chosen}
	if err := l.writeKubeconfigs(); err != nil {
		return err
	}
	audit, err := auditFlags(dir, options.Audit)
	if err != nil {
		return err
	}
	components := &components{}
	defer components.stop()
	if err := start(ctx, components, l, audit); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	running := Cluster{
		Launched:   state.Launched{Component: state.Self(), Components: components.states()},
		Server:     l.server(),
		Kubeconfig: l.adminKubeconfig(),
		CA:         l.key("ca.crt"),
		CAKey:      l.key("ca.key"),
	}
	if err := state.Publish(record, running, ready); err != nil {
		return err
	}
	defer state.RemoveOwn(record)
	select {
	case <-ctx.Done():
		return nil
	case ended := <-components.ended():
		return ended.Ended()
	}
}

// start starts the programs, each as soon as it can make progress, and returns when all are ready.
func start(ctx context.Context, components *components, l layout, audit []string) error {
	// kube-apiserver waits for etcd by itself.
	for _, spec := range []process.Spec{l.etcd(), l.apiServer(audit)} {
		if err := components.start(spec); err != nil {
			return err
		}
	}
	limited, cancel := context.WithTimeoutCause(ctx, readyLimit, fmt.Errorf("not ready within %s", readyLimit))
	defer cancel()
	probe, err := newProbe(l)
	if err != nil {
		return err
	}
	// From here on kube-controller-manager can read; the API server goes on to prepare its roles meanwhile.
	if err := components.await(limited, probe.apiServerAnswers); err != nil {
		return err
	}
	if err := components.start(l.controllerManager()); err != nil {
		return err
	}
	return components.await(limited, probe.allReady)
}

// components are the programs in the order in which they were started.
type components struct{ running []*process.Process }

func (c *components) start(spec process.Spec) error {
	p, err := process.Start(spec)
	if err == nil {
		c.running = append(c.running, p)
	}
	return err
}

// stop ends the programs in the opposite order, so that none loses what it depends on while it ends.
func (c *components) stop() {
	for i := len(c.running) - 1; i >= 0; i-- {
		c.running[i].Stop(syscall.SIGTERM, stopGrace)
	}
}

func (c *components) states() map[string]state.Component {
	states := map[string]state.Component{}
	for _, p := range c.running {
		states[p.Name] = state.Of(p.Pid())
	}
	return states
}

// ended tells the first program that ends.
func (c *components) ended() <-chan *process.Process {
	first := make(chan *process.Process, len(c.running))
	for _, p := range c.running {
		go func() {
			<-p.Done()
			first <- p
		}()
	}
	return first
}

// await asks again and again until the answer is nil, a program ends or the context does.
func (c *components) await(ctx context.Context, ask func(context.Context) error) error {
	const pause = 50 * time.Millisecond
	ended := c.ended()
	for {
		answer := ask(ctx)
		if answer == nil {
			return nil
		}
		select {
		case p := <-ended:
			return p.Ended()
		case <-ctx.Done():
			return fmt.Errorf("%w; last answer: %w", context.Cause(ctx), answer)
		case <-time.After(pause):
		}
	}
}

func checkPrograms(bin string, names ...string) error {
	for _, name := range names {
		if _, err := os.Stat(filepath.Join(bin, name)); err != nil {
			return errors.Join(fmt.Errorf("%s is not in %s: run \"make tools\"", name, bin), err)
		}
	}
	return nil
}
