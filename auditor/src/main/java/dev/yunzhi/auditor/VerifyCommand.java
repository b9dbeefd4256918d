package dev.yunzhi.auditor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.evidence.Finding;
import dev.yunzhi.audit.evidence.Outcome;
import dev.yunzhi.audit.evidence.Verdict;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi verify}: needs no cluster, no control-plane and no network. */
@Command(
    name = "verify",
    description = {
      "Say what files prove, by public keys alone, offline: evidence of an event, a log that was"
          + " fetched, a checkpoint, a report.",
      "Exit code 0: all of it is proved; 1: something is refuted; 2: wrong usage; 3: it cannot be"
          + " told, since something is missing."
    },
    exitCodeOnExecutionException = 3,
    mixinStandardHelpOptions = true,
    versionProvider = BuiltVersion.class)
public final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Evidence (.tlog-proof), a folder or .zip with a log, a checkpoint, or a report beside its"
              + " manifest, which is named like it with .tlog-proof at the end.")
  private List<Path> files;

  @Option(
      names = "--since",
      paramLabel = "CHECKPOINT",
      description =
          "An earlier checkpoint: of each log, look at what came after it, and at whether it is its"
              + " beginning.")
  private Path since;

  @Mixin private TrustedKeys trusted;

  /** Runs the command on its own, without the rest of yunzhi. */
  public static void main(String[] arguments) {
    var out = new PrintWriter(System.out, true, UTF_8);
    var err = new PrintWriter(System.err, true, UTF_8);
    int exitCode =
        new CommandLine(new VerifyCommand())
            .setCommandName("yunzhi-verify")
            .setOut(out)
            .setErr(err)
            .setExecutionExceptionHandler(new FileFailures())
            .setUsageHelpAutoWidth(true)
            .execute(arguments);
    out.flush();
    System.exit(exitCode);
  }

  @Override
  public Integer call() throws IOException {
    var verification = new Verification(trusted.check(), earlier());
    Verdict worst = Verdict.PROVED;
    for (Path file : files) {
      worst = worst.worse(verify(verification, file));
    }
    return switch (worst) {
      case PROVED -> 0;
      case REFUTED -> 1;
      case UNDECIDED -> 3;
    };
  }

  private Note earlier() throws IOException {
    if (since == null) {
      return null;
    }
    try {
      return Note.parse(Files.readAllBytes(since));
    } catch (MalformedNoteException e) {
      throw new ParameterException(
          spec.commandLine(), "--since: %s is no checkpoint: %s".formatted(since, e.getMessage()));
    }
  }

  private Verdict verify(Verification verification, Path file) throws IOException {
    Outcome outcome = verification.of(file);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: %s%n", file, words(outcome.verdict()));
    for (Finding finding : outcome.findings()) {
      out.printf("  %s %s%n", mark(finding.verdict()), finding.statement());
    }
    for (String limit : outcome.limits()) {
      out.printf("  -   not shown: %s%n", limit);
    }
    return outcome.verdict();
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case PROVED -> "proved";
      case REFUTED -> "REFUTED";
      case UNDECIDED -> "CANNOT TELL";
    };
  }

  private static String mark(Verdict verdict) {
    return switch (verdict) {
      case PROVED -> "ok ";
      case REFUTED -> "NO ";
      case UNDECIDED -> "?  ";
    };
  }
}
