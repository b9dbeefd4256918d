package dev.yunzhi.auditor;

import picocli.CommandLine;

/** The command as a program of its own. */
final class WitnessProgram {
  private WitnessProgram() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new WitnessCommand())
            .setExecutionExceptionHandler(new FileFailures())
            .execute(arguments));
  }
}
