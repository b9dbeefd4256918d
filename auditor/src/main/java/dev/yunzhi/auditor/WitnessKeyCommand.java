package dev.yunzhi.auditor;

import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi witness key}. */
@Command(
    name = "key",
    description = {
      "Make the key of a witness: the private half into FILE, which only its owner may read; the"
          + " public half is printed, for logs and for whoever verifies."
    },
    mixinStandardHelpOptions = true)
final class WitnessKeyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description =
          "Names the witness in all that it cosigns, for ever; best an address without the scheme,"
              + " e.g. audit.example.gov.cn/witness.")
  private String name;

  @Parameters(paramLabel = "FILE", description = "It must not exist yet.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    NoteSigner key;
    try {
      key = NoteSigner.generate(name, SignatureKind.COSIGNATURE);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--name: " + e.getMessage(), e);
    }
    KeyFile.write(file, key);
    spec.commandLine().getOut().println(key.verifier());
    return 0;
  }
}
