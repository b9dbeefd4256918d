package ports

import (
	"path/filepath"
	"strconv"
	"testing"
)

func TestNoTwoNamesGetTheSamePort(t *testing.T) {
	var names []string
	for i := range 400 {
		names = append(names, strconv.Itoa(i))
	}

	chosen, err := Choose(filepath.Join(t.TempDir(), "ports.json"), "127.0.0.1", names...)

	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]string{}
	for name, port := range chosen {
		if other, taken := seen[port]; taken {
			t.Errorf("%s and %s both got %d", name, other, port)
		}
		seen[port] = name
	}
}
