//go:build !linux

package state

import (
	"os/exec"
	"strconv"
	"strings"
)

// startTime is when the process was started, as ps tells it; empty when there is no such process.
func startTime(pid int) string {
	output, err := exec.Command("ps", "-o", "lstart=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(output))
}
