package dev.yunzhi.audit.keeping;

import static dev.yunzhi.audit.ledger.Events.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.audit.store.AuditSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Kills the program that moves months to files, at any instant, again and again. */
class ArchiveCrashTest {
  private static final int KILLS = Integer.getInteger("yunzhi.kills", 6);
  private static final int EVENTS = 4_000;

  /** Longer than one whole move of what is there takes. */
  private static final int LATEST_MILLIS = 1_500;

  @Test
  void losesNothing(@TempDir Path directory) throws Exception {
    DataSource bare = TestDatabase.bare("archive_crash");
    AuditSchema.migrate(bare);
    DataSource database = TestDatabase.pool(bare);
    Ledger ledger = new Ledger(database);
    Random random = new Random(20_260_301);
    int recorded = 0;
    List<String> found = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      String stream = "s" + kill;
      for (int batch = 0; batch < EVENTS / 400; batch++) {
        ledger.append(
            events("e" + batch + "-", 0, 400).stream()
                .map(
                    event ->
                        new Event(stream, event.cluster(), event.id(), event.time(), event.body()))
                .toList());
      }
      recorded += EVENTS;
      Months.backdate(database, stream, Months.ago(3));

      Process program = moving(bare, directory);
      try (BufferedReader said = program.inputReader()) {
        assertThat(said.readLine()).isEqualTo("begins");
        program.waitFor(random.nextInt(LATEST_MILLIS), TimeUnit.MILLISECONDS);
        program.destroyForcibly().waitFor();
      }
      found.add(
          "%d moved %s"
              .formatted(
                  TestDatabase.number(database, "select count(*) from ledger_shelf"),
                  names(directory)));
      requireAll(database, directory, recorded);
    }
    System.out.println("found after each kill: " + found);

    // Whatever was left is finished by the next pass.
    new Keeper(
            database,
            ledger,
            new KeepingEvents("home"),
            new Retention(Map.of(), null),
            new Archive(new ShelfFiles(directory), 30))
        .pass();
    requireAll(database, directory, recorded);
    assertThat(TestDatabase.number(database, "select count(*) from ledger_shelf")).isEqualTo(KILLS);
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.filter(path -> path.toString().endsWith(".zst"))).hasSize(KILLS);
    }
  }

  private static Process moving(DataSource bare, Path directory) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            MovingProgram.class.getName(),
            ((PGSimpleDataSource) bare).getUrl() + "&user=postgres&password=postgres",
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The body is taken from the database then, where it still is. */
  @Test
  void aBodyThatIsRemovedIsInNoFileThatAKilledProgramLeft(@TempDir Path directory)
      throws Exception {
    DataSource bare = TestDatabase.bare("archive_left");
    AuditSchema.migrate(bare);
    DataSource database = TestDatabase.pool(bare);
    Ledger ledger = new Ledger(database);
    ledger.append(events("e", 0, 400));
    Months.backdate(database, "api-audit", Months.ago(3));
    ledger.transact(
        "keep the program from its commit",
        transaction -> {
          try {
            Process program = moving(bare, directory);
            Arrival.await(directory, ".json");
            program.destroyForcibly().waitFor();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return null;
        });
    assertThat(names(directory)).isEqualTo(Map.of("zst", 1L, "json", 1L));

    ShelfFiles files = new ShelfFiles(directory);
    LedgerReader reader = new LedgerReader(database, files);
    KeepingEvents told = new KeepingEvents("home");
    Removals removals = new Removals(database, ledger, reader, told, files);
    long removal =
        removals
            .propose(7, new Person("wang", "local", List.of(), "10.0.0.1"), "judgment", "T-7")
            .id();
    removals.approve(removal, new Person("li", "local", List.of(), "10.0.0.2"));
    assertThat(names(directory)).isEmpty();

    Keeper keeper =
        new Keeper(database, ledger, told, new Retention(Map.of(), null), new Archive(files, 30));
    assertThat(keeper.pass().moved()).hasSize(1);
    assertThat(names(directory)).isEqualTo(Map.of("zst", 1L, "json", 1L));
    List<StoredEvent> left = reader.read(EventFilter.stream("api-audit"), 0, 400);
    assertThat(left.stream().filter(event -> event.body() == null))
        .extracting(StoredEvent::index)
        .containsExactly(7L);
  }

  /** How many files of each kind are there. */
  private static Map<String, Long> names(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.collect(
          Collectors.groupingBy(
              path -> path.toString().replaceAll(".*\\.", ""), Collectors.counting()));
    }
  }

  private static void requireAll(DataSource database, Path directory, int recorded) {
    List<StoredEvent> all =
        new LedgerReader(database, new ShelfFiles(directory))
            .read(EventFilter.ALL, 0, Integer.MAX_VALUE);
    assertThat(all).allSatisfy(event -> assertThat(event.body()).isNotNull());
    assertThat(all.stream().filter(event -> event.leaf().stream().startsWith("s")))
        .hasSize(recorded);
    long moved = TestDatabase.number(database, "select count(*) from ledger_shelf");
    assertThat(all.stream().filter(event -> event.leaf().stream().equals("keeping")))
        .hasSize((int) moved);
  }
}
