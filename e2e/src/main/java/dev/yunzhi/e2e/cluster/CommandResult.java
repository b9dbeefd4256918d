package dev.yunzhi.e2e.cluster;

import java.util.List;

/** How a program ended and what it wrote. */
public record CommandResult(List<String> command, int exitCode, String stdout, String stderr) {

  /** Whether it ended with exit status 0. */
  public boolean succeeded() {
    return exitCode == 0;
  }

  /**
   * What it wrote to standard output.
   *
   * @throws IllegalStateException with everything that it wrote, if its exit status is not 0
   */
  public String orThrow() {
    if (!succeeded()) {
      throw new IllegalStateException(
          String.join(" ", command)
              + " ended with exit status "
              + exitCode
              + ":\n"
              + stdout
              + stderr);
    }
    return stdout;
  }
}
