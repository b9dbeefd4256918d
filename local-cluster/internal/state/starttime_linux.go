package state

import (
	"bytes"
	"os"
	"strconv"
)

// startTime is field 22 of /proc/PID/stat (proc(5)): clock ticks between boot and start. Empty when there is no such process
// or it has ended and only waits for its parent to notice.
func startTime(pid int) string {
	content, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return ""
	}
	// The second field, the name, is in parentheses and may hold anything, blanks included.
	fields := bytes.Fields(content[bytes.LastIndexByte(content, ')')+1:])
	if len(fields) < 20 || ended(fields[0], fields[17]) {
		return ""
	}
	return string(fields[19])
}

// ended tells a process that only waits for its parent to notice. One that still counts other threads is not there yet: until
// the last of them has gone, its ports and locks are held.
func ended(processState, threads []byte) bool {
	return processState[0] == 'X' || processState[0] == 'Z' && string(threads) == "1"
}
