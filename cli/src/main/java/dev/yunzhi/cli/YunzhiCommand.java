package dev.yunzhi.cli;

import dev.yunzhi.auditor.VerifyCommand;
import dev.yunzhi.auditor.WitnessCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The {@code yunzhi} command. Exit codes: 0 done, 1 refused or failed, 2 wrong usage; see {@link
 * Failures}; {@code verify} has its own.
 */
@Command(
    name = "yunzhi",
    description = "Look at the shared government cloud and try requests out before making them.",
    subcommands = {
      TreeCommand.class,
      TenantCommand.class,
      ProjectCommand.class,
      MarketCommand.class,
      RequestCommand.class,
      PolicyCommand.class,
      AssetsCommand.class,
      AuditCommand.class,
      ReportCommand.class,
      RegisterCommand.class,
      VerifyCommand.class,
      ShipAuditCommand.class,
      WitnessCommand.class,
      CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class YunzhiCommand {

  /** Runs the command and ends the program with its exit code. */
  public static void main(String[] arguments) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    // The client's threads must not keep the program from its end.
    System.exit(run(out, err, arguments));
  }

  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    int exitCode =
        new CommandLine(new YunzhiCommand())
            .setOut(out)
            .setErr(err)
            .setExecutionExceptionHandler(new Failures())
            .setUsageHelpAutoWidth(true)
            .execute(arguments);
    // Of itself it does so at the end of a line only.
    out.flush();
    return exitCode;
  }
}
