package dev.yunzhi.cli;

import dev.yunzhi.cli.Failures.Unusable;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi ship-audit}: what a webhook could lose, out of the files, each event once. */
@Command(
    name = "ship-audit",
    description = {
      "Send kube-apiserver's audit log files to the control-plane.",
      "Each event is sent until it is durable there; what was sent before is not kept twice.",
      "Exit code 0: all was taken; 1: some lines were refused or not to be read, or nothing can be sent; 2: wrong usage."
    },
    mixinStandardHelpOptions = true)
final class ShipAuditCommand implements Callable<Integer> {
  private static final int EVENTS = 400;
  private static final int BYTES = 1 << 20;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Longer than a disk takes between two writes of a file that is being compressed. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Files of JSON lines, .gz too, the oldest first; or a folder: all *.log and *.log.gz in it.")
  private List<Path> places;

  @Option(
      names = "--control-plane",
      paramLabel = "URL",
      required = true,
      defaultValue = "${env:YUNZHI_CONTROL_PLANE}",
      description = "Where the control-plane is. Default: $$YUNZHI_CONTROL_PLANE.")
  private URI url;

  @Mixin private TrustedAuthority authority;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      required = true,
      description = "Whose events they are, as the control-plane knows it.")
  private String cluster;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      required = true,
      description = "File with the cluster's intake token.")
  private Path tokenFile;

  @Option(
      names = "--position-file",
      paramLabel = "FILE",
      required = true,
      description = "Where to keep how far it came. Made when it is not there.")
  private Path positionFile;

  @Option(
      names = "--follow",
      description = "Go on when all is sent, with what is written from then on, over rotations.")
  private boolean follow;

  /**
   * As they were when all in them was sent: a compressed one would be unpacked again to see that it
   * has nothing new.
   */
  private Set<AuditLogFile> sentWhole = Set.of();

  /** Whether one of them got another path before it could be read. */
  private boolean rotated;

  private long sent;
  private long refused;

  @Override
  public Integer call() throws Unusable, IOException {
    PrintWriter err = spec.commandLine().getErr();
    for (Path place : places) {
      if (!Files.exists(place)) {
        throw new Unusable(place + " does not exist");
      }
    }
    if (!url.isAbsolute()) {
      throw new Unusable("--control-plane must be a whole URL, e.g. https://yunzhi.example.gov.cn");
    }
    Consumer<String> told =
        line -> {
          err.println(line);
          err.flush();
        };
    UnfinishedFiles unfinished =
        new UnfinishedFiles(follow ? PATIENCE : Duration.ZERO, InstantSource.system(), told);
    AuditSink sink =
        new AuditSink(
            authority.client(),
            url.resolve(
                "/api/v1/audit/intake/" + URLEncoder.encode(cluster, StandardCharsets.UTF_8)),
            Files.readString(tokenFile).strip(),
            told);
    ShippedPositions positions = ShippedPositions.read(positionFile);
    try {
      do {
        if (!pass(sink, positions, unfinished, err) && follow) {
          Thread.sleep(PAUSE.toMillis());
        }
      } while (follow || rotated);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    spec.commandLine().getOut().printf("%d lines sent, %d of them refused%n", sent, refused);
    return refused == 0 && !unfinished.any() ? 0 : 1;
  }

  /** Whether there was anything to send. */
  private boolean pass(
      AuditSink sink, ShippedPositions positions, UnfinishedFiles unfinished, PrintWriter err)
      throws Unusable, IOException, InterruptedException {
    List<AuditLogFile> files = AuditLogFile.in(places, unfinished);
    boolean any = false;
    rotated = false;
    for (AuditLogFile file : files) {
      if (sentWhole.contains(file)) {
        continue;
      }
      try (AuditLogLines lines = file.from(positions.of(file))) {
        if (lines == null) {
          rotated = true;
          continue;
        }
        List<String> some = lines.next(EVENTS, BYTES);
        while (!some.isEmpty()) {
          any = true;
          for (String reason : sink.send(some)) {
            refused++;
            err.printf("%s: refused: %s%n", file.path(), reason);
          }
          sent += some.size();
          positions.keep(file, lines.position());
          some = lines.next(EVENTS, BYTES);
        }
        unfinished.isWhole(file.path());
      } catch (EOFException | ZipException e) {
        unfinished.endsTooEarly(file.path(), e);
      }
    }
    sentWhole =
        files.stream()
            .filter(file -> !unfinished.contains(file.path()))
            .collect(Collectors.toUnmodifiableSet());
    if (!unfinished.any()) {
      // What is in one of them is not known by its first line yet.
      positions.retain(files.stream().map(AuditLogFile::id).collect(Collectors.toSet()));
    }
    return any;
  }
}
