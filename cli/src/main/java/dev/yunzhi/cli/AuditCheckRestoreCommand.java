package dev.yunzhi.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.keeping.RestoreCheck;
import dev.yunzhi.audit.keeping.ShelfFiles;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi audit check-restore}: asks the database itself, before anything writes to it. */
@Command(
    name = "check-restore",
    description = {
      "Prove that a database which was brought back from a backup lacks nothing that published"
          + " checkpoints speak of. Run it before the control-plane starts on that database: what"
          + " that records would take the place of what is missing.",
      "Exit code 0: nothing is missing or changed; 1: something is; 2: wrong usage; 3: it could not"
          + " be looked at."
    },
    exitCodeOnExecutionException = 3,
    mixinStandardHelpOptions = true)
final class AuditCheckRestoreCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "CHECKPOINT",
      arity = "1..*",
      description = "Files with checkpoints of the log that were kept elsewhere, the newest best.")
  private List<Path> checkpoints;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY",
      description =
          "A public key that signs the log or did before, or a file of them, a line each. Can be"
              + " repeated.")
  private List<String> keys;

  @Option(
      names = "--database",
      required = true,
      paramLabel = "URL",
      description = "The restored database, e.g. jdbc:postgresql://db.example.gov.cn/yunzhi.")
  private String database;

  @Option(names = "--user", required = true, paramLabel = "NAME", description = "Who may read it.")
  private String user;

  @Option(names = "--password-file", paramLabel = "FILE", description = "File with the password.")
  private Path passwordFile;

  @Option(
      names = "--files",
      paramLabel = "FOLDER",
      description = "The directory of months that were moved to files, to look at these too.")
  private Path files;

  @Override
  public Integer call() throws Unusable, IOException {
    Map<String, Note> published = new TreeMap<>();
    for (Path file : checkpoints) {
      published.put(file.toString(), checkpoint(file));
    }
    ShelfFiles moved = files == null ? null : new ShelfFiles(files);
    RestoreCheck check = new RestoreCheck(verifiers(), published, moved);
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setURL(database);
    } catch (IllegalArgumentException e) {
      throw new Unusable("--database: %s is no URL of PostgreSQL".formatted(database));
    }
    source.setUser(user);
    if (passwordFile != null) {
      source.setPassword(Files.readString(passwordFile).strip());
    }
    try {
      return say(check.of(source));
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private int say(RestoreCheck.Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: %s%n", database, outcome.whole() ? "nothing is missing" : "NOT WHOLE");
    for (RestoreCheck.Line line : outcome.lines()) {
      out.printf("  %s %s%n", line.holds() ? "ok " : "NO ", line.statement());
    }
    outcome.firstMissing().ifPresent(first -> out.printf("first missing index: %d%n", first));
    return outcome.whole() ? 0 : 1;
  }

  private static Note checkpoint(Path file) throws Unusable, IOException {
    try {
      return Note.parse(Files.readString(file, UTF_8));
    } catch (MalformedNoteException e) {
      throw new Unusable("%s is no checkpoint: %s".formatted(file, e.getMessage()));
    }
  }

  private List<NoteVerifier> verifiers() throws Unusable, IOException {
    List<NoteVerifier> verifiers = new ArrayList<>();
    for (String keyOrFile : keys) {
      Path file = Path.of(keyOrFile);
      try {
        verifiers.addAll(
            Files.isRegularFile(file)
                ? NoteVerifier.parseLines(Files.readString(file))
                : List.of(NoteVerifier.parse(keyOrFile)));
      } catch (MalformedNoteException e) {
        throw new Unusable("--key %s: %s".formatted(keyOrFile, e.getMessage()));
      }
    }
    return verifiers;
  }
}
