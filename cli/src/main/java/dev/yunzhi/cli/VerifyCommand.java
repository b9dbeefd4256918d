package dev.yunzhi.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.evidence.Evidence;
import dev.yunzhi.audit.evidence.EvidenceCheck;
import dev.yunzhi.audit.evidence.EvidenceCheck.Finding;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi verify}: needs no cluster, no control-plane and no network. */
@Command(
    name = "verify",
    description = {
      "Say what evidence files prove, by public keys alone, offline.",
      "Exit code 0: all of it is proved; 1: something is not; 2: wrong usage."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Evidence, a .tlog-proof file.")
  private List<Path> files;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY",
      description =
          "A public key of the log that you trust, or a file of them, a line each. Can be repeated:"
              + " one of them must have signed.")
  private List<String> keys;

  @Option(
      names = "--witness",
      paramLabel = "KEY",
      description = "The same of a witness that you trust. Can be repeated.")
  private List<String> witnesses = List.of();

  @Option(
      names = "--quorum",
      paramLabel = "N",
      description = "How many of the witnesses must have cosigned. Default: all of them.")
  private Integer quorum;

  @Override
  public Integer call() throws Unusable, IOException {
    List<NoteVerifier> witnessing = verifiers(witnesses);
    if (quorum != null && (quorum < 0 || quorum > witnessing.size())) {
      throw new Unusable(
          "--quorum %d: there are %d witnesses".formatted(quorum, witnessing.size()));
    }
    EvidenceCheck check =
        new EvidenceCheck(verifiers(keys), witnessing, quorum == null ? witnessing.size() : quorum);
    PrintWriter out = spec.commandLine().getOut();
    boolean proved = true;
    for (Path file : files) {
      proved &= verify(check, file, out);
    }
    return proved ? 0 : 1;
  }

  private static boolean verify(EvidenceCheck check, Path file, PrintWriter out)
      throws IOException {
    List<Finding> findings;
    try {
      findings = check.of(Evidence.parse(Files.readString(file, UTF_8))).findings();
    } catch (MalformedNoteException e) {
      findings = List.of(new Finding(false, "no evidence: " + e.getMessage()));
    } catch (MalformedInputException e) {
      findings = List.of(new Finding(false, "no evidence: not UTF-8"));
    }
    boolean proved = findings.stream().allMatch(Finding::holds);
    out.printf("%s: %s%n", file, proved ? "proved" : "NOT PROVED");
    for (Finding finding : findings) {
      out.printf("  %s %s%n", finding.holds() ? "ok " : "NO ", finding.statement());
    }
    return proved;
  }

  private static List<NoteVerifier> verifiers(List<String> given) throws Unusable, IOException {
    List<NoteVerifier> verifiers = new ArrayList<>();
    for (String keyOrFile : given) {
      List<String> lines =
          keyOrFile.contains("+") ? List.of(keyOrFile) : Files.readAllLines(file(keyOrFile), UTF_8);
      for (String line : lines) {
        if (!line.isBlank()) {
          verifiers.add(verifier(keyOrFile, line));
        }
      }
    }
    return verifiers;
  }

  private static Path file(String name) throws Unusable {
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw new Unusable("%s is neither a verifier key nor a file of them".formatted(name));
    }
    return file;
  }

  private static NoteVerifier verifier(String where, String line) throws Unusable {
    try {
      return NoteVerifier.parse(line);
    } catch (MalformedNoteException e) {
      throw new Unusable("%s: %s".formatted(where, e.getMessage()));
    }
  }
}
