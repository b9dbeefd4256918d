package process

import (
	"context"
	"io"
	"path/filepath"
	"syscall"
	"time"

	"yunzhi.dev/local-cluster/internal/state"
)

// runGrace is how long a program has to end after SIGTERM.
const runGrace = 20 * time.Second

// RunBound runs one program until it ends or the context does. Its log is dir/NAME.log, its state dir/NAME.json.
func RunBound(ctx context.Context, dir string, spec Spec, ready io.Writer) error {
	spec.Log = filepath.Join(dir, spec.Name+".log")
	record := filepath.Join(dir, spec.Name+".json")
	if err := state.EndLeftOver(record); err != nil {
		return err
	}
	p, err := Start(spec)
	if err != nil {
		return err
	}
	running := state.Launched{Component: state.Self(), Components: map[string]state.Component{spec.Name: state.Of(p.Pid())}}
	if err := state.Publish(record, running, ready); err != nil {
		p.Stop(syscall.SIGTERM, runGrace)
		return err
	}
	defer state.RemoveOwn(record)
	select {
	case <-p.Done():
		if p.err == nil {
			return nil
		}
		return p.Ended()
	case <-ctx.Done():
		p.Stop(syscall.SIGTERM, runGrace)
		return nil
	}
}
