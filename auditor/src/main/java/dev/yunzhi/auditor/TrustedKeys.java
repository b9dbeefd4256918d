package dev.yunzhi.auditor;

import dev.yunzhi.audit.evidence.CheckpointCheck;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.note.SignatureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whom the person at the terminal trusts. */
final class TrustedKeys {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY",
      description =
          "A public key of the log that you trust, or a file of them, a line each. Can be repeated:"
              + " one of them must have signed; where there are keys of several kinds, one of each.")
  private List<String> keys;

  @Option(
      names = {"--witness-key", "--witness"},
      paramLabel = "KEY",
      description = "The same of a witness that you trust. Can be repeated.")
  private List<String> witnesses = List.of();

  @Option(
      names = "--quorum",
      paramLabel = "N",
      description = "How many of the witnesses must have cosigned. Default: all of them.")
  private Integer quorum;

  CheckpointCheck check() throws IOException {
    List<NoteVerifier> log = new ArrayList<>();
    for (NoteVerifier key : verifiers("--key", keys)) {
      if (key.kind() == SignatureKind.COSIGNATURE) {
        throw wrong(
            "--key %s: that is the key of a witness; it belongs to --witness-key".formatted(key));
      }
      log.add(key);
    }
    if (log.isEmpty()) {
      throw wrong("--key: %s holds no key".formatted(String.join(", ", keys)));
    }
    List<NoteVerifier> witnessing = verifiers("--witness-key", witnesses);
    for (NoteVerifier key : witnessing) {
      if (key.kind() != SignatureKind.COSIGNATURE) {
        throw wrong("--witness-key %s: that is no key of a witness".formatted(key));
      }
    }
    int there = (int) witnessing.stream().map(NoteVerifier::name).distinct().count();
    int needed = quorum == null ? there : quorum;
    if (needed < 0 || needed > there) {
      throw wrong("--quorum %d: there are %d witnesses".formatted(needed, there));
    }
    return new CheckpointCheck(log, witnessing, needed);
  }

  private List<NoteVerifier> verifiers(String option, List<String> given) throws IOException {
    List<NoteVerifier> verifiers = new ArrayList<>();
    for (String keyOrFile : given) {
      boolean file = Files.isRegularFile(Path.of(keyOrFile));
      if (!file && !keyOrFile.contains("+")) {
        throw wrong(
            "%s: %s is neither a verifier key nor a file of them".formatted(option, keyOrFile));
      }
      try {
        verifiers.addAll(
            file
                ? NoteVerifier.parseLines(Files.readString(Path.of(keyOrFile)))
                : List.of(NoteVerifier.parse(keyOrFile)));
      } catch (MalformedNoteException e) {
        throw wrong("%s: %s: %s".formatted(option, keyOrFile, e.getMessage()));
      }
    }
    return verifiers;
  }

  private ParameterException wrong(String words) {
    return new ParameterException(spec.commandLine(), words);
  }
}
