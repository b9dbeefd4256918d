// Package ports chooses free ports and keeps them for the next start.
package ports

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net"
	"os"
	"strconv"

	"yunzhi.dev/local-cluster/internal/state"
)

// Choose gives every name a port. It takes those that the file tells of the last time, where they are still free, and others
// where not, and writes them down.
func Choose(file, address string, names ...string) (map[string]int, error) {
	last := map[string]int{}
	content, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(content, &last)
	} else if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	chosen := map[string]int{}
	for _, name := range names {
		listener, err := listen(address, last[name])
		if err != nil {
			return nil, err
		}
		// Held until all are chosen, so that no two names get the same port.
		defer listener.Close()
		chosen[name] = listener.Addr().(*net.TCPAddr).Port
	}
	if content, err = json.Marshal(chosen); err != nil {
		return nil, err
	}
	return chosen, state.WriteFile(file, append(content, '\n'))
}

// listen looks below the range from which systems give ports to outgoing connections (from 32768 on Linux, from 49152
// elsewhere): there nobody takes the port by chance before the program that it is meant for does.
func listen(address string, preferred int) (net.Listener, error) {
	const from, to, tries = 20000, 32000, 200
	var err error
	for range tries {
		if preferred == 0 {
			preferred = from + rand.IntN(to-from)
		}
		var listener net.Listener
		if listener, err = net.Listen("tcp", net.JoinHostPort(address, strconv.Itoa(preferred))); err == nil {
			return listener, nil
		}
		preferred = 0
	}
	return nil, fmt.Errorf("no free port on %s: %w", address, err)
}
