package dev.yunzhi.e2e.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory that a process holds, as the kernel counts it ({@code /proc/<pid>/status}), in MiB.
 *
 * @param now VmRSS
 * @param peak VmHWM
 */
record ResidentMemory(long now, long peak) {

  static ResidentMemory of(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    return new ResidentMemory(mebibytes(status, "VmRSS:"), mebibytes(status, "VmHWM:"));
  }

  private static long mebibytes(Path status, String field) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(field))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return now + " MiB, at most " + peak + " MiB";
  }
}
