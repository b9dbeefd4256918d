package dev.yunzhi.auditor;

import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi audit key}. */
@Command(
    name = "key",
    description = {
      "Print the public half of a log's private key, for those who verify.",
      "Where there is no FILE yet, the key is made: only its owner may read it."
    },
    mixinStandardHelpOptions = true)
public final class LogKeyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--origin",
      required = true,
      paramLabel = "NAME",
      description = "The log's name in all that it signs: yunzhi.audit.log.origin.")
  private String origin;

  @Option(names = "--sm2", description = "Make one of SM2 instead of Ed25519, to sign beside it.")
  private boolean sm2;

  @Parameters(
      paramLabel = "FILE",
      description = "PEM (PKCS #8), or as golang.org/x/mod/sumdb/note has it.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    NoteSigner key;
    try {
      if (Files.exists(file)) {
        key = NoteSigner.read(origin, Files.readString(file));
      } else {
        key = NoteSigner.generate(origin, sm2 ? SignatureKind.SM2 : SignatureKind.ED25519);
        KeyFile.write(file, key);
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--origin: " + e.getMessage(), e);
    } catch (MalformedNoteException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
    spec.commandLine().getOut().println(key.verifier());
    return 0;
  }
}
