// Package owner tells when the one for whom the launcher works is gone.
package owner

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// Context ends on SIGINT, SIGTERM or SIGHUP and, if asked, when standard input ends.
func Context(untilStdinCloses bool) (context.Context, context.CancelFunc) {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	if untilStdinCloses {
		go func() {
			// Whatever the owner sends is of no interest; an error is an end as well.
			_, _ = io.Copy(io.Discard, os.Stdin)
			cancel()
		}()
	}
	return ctx, cancel
}
