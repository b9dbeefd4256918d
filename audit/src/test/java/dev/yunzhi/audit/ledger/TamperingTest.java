package dev.yunzhi.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.evidence.Evidence;
import dev.yunzhi.audit.evidence.EvidenceCheck;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand changes by somebody who may write wherever the ledger is kept: each is found by
 * whoever has the public key and the checkpoints that were published.
 */
class TamperingTest {
  static final String ORIGIN = "log.gov.example";

  private static final int FORKS = 150;
  private static final int EVIDENCE = 6600;

  private final long seed = Long.getLong("yunzhi.tampering.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final DataSource database = TestDatabase.empty();
  private final NoteSigner key = NoteSigner.generate(ORIGIN, SignatureKind.ED25519);
  private final NoteSigner witness =
      NoteSigner.generate("audit-office.example", SignatureKind.COSIGNATURE);
  private final List<Event> events = new ArrayList<>();
  private final List<Note> published = new ArrayList<>();
  private final Map<String, Integer> made = new TreeMap<>();
  private final List<String> unseen = new ArrayList<>();

  private LedgerCheck check;

  /** Some 520 leaves: two full tiles and a part of one, blocks of many lengths, two streams. */
  @BeforeEach
  void fill() {
    Ledger ledger = new Ledger(database);
    int[] batches = {1, 100, 60, 60, 200, 60, 3, 40};
    for (int batch = 0; batch < batches.length; batch++) {
      List<Event> appended = new ArrayList<>();
      for (int i = 0; i < batches[batch]; i++) {
        appended.add(event(batch, i));
      }
      ledger.append(appended);
      events.addAll(appended);
      if (batch == 2 || batch == batches.length - 1) {
        TestDatabase.execute(
            database, "update ledger_checkpoint set signed_at = signed_at - interval '1 minute'");
        published.add(new Checkpoints(database, ORIGIN, List.of(key), List.of()).current());
      }
    }
    check = new LedgerCheck(List.of(key.verifier()), published, index -> false);
    System.out.printf("yunzhi.tampering.seed=%d%n", seed);
  }

  private static Event event(int batch, int i) {
    return new Event(
        batch == 4 ? "decision" : "api-audit",
        batch == 5 ? "边疆" : "home",
        "%d-%d".formatted(batch, i),
        Events.NOON.plusSeconds(100L * batch + i),
        Events.object()
            .put("verb", i % 2 == 0 ? "create" : "delete")
            .put("user", "用户" + i % 7)
            // No two bodies are the same: to swap those would change nothing.
            .put("uri", "/api/v1/namespaces/tenant-%d/pods/%d-%d".formatted(i % 13, batch, i)));
  }

  @Test
  void everyChangeIsFound() throws Exception {
    requireAccepted();
    tamperWithTheDatabase();
    forkTheHistory();
    tamperWithEvidence();
    requireAccepted();
    System.out.printf("changes made and found: %s%n", made);
    assertThat(unseen).as("unseen with seed %d", seed).isEmpty();
    assertThat(made.keySet())
        .as("every class of change was made")
        .contains(Arrays.stream(Tampering.values()).map(Enum::name).toArray(String[]::new));
    assertThat(made.values().stream().mapToInt(Integer::intValue).sum())
        .isGreaterThanOrEqualTo(10_000);
  }

  /** What was not changed is accepted, or the test would find anything. */
  private void requireAccepted() {
    LedgerCheck.Outcome outcome = check.of(database);
    assertThat(outcome.faults()).isEmpty();
    assertThat(outcome.leaves()).isEqualTo(events.size());
    assertThat(outcome.bodies()).isEqualTo(events.size());
    assertThat(outcome.checkpoints()).isEqualTo(2L * published.size());
  }

  private void count(String what, String change, boolean found) {
    made.merge(what, 1, Integer::sum);
    if (!found) {
      unseen.add(what + ": " + change);
    }
  }

  private void tamperWithTheDatabase() throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      for (Tampering tampering : Tampering.values()) {
        for (int i = 0; i < tampering.times(); i++) {
          String change = tampering.make(connection, random);
          count(tampering.name(), change, !check.of(connection).whole());
          connection.rollback();
        }
      }
    }
  }

  /** Everything is written anew as if it had been so from the beginning, or had ended earlier. */
  private void forkTheHistory() throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < FORKS; i++) {
        List<Event> other = new ArrayList<>(events);
        int at = random.nextInt(other.size() - 1);
        switch (i % 5) {
          case 0 -> other.set(at, event(99, at));
          case 1 -> other.remove(at);
          case 2 -> other.add(at, event(99, at));
          case 3 -> other.add(at, other.remove(at + 1));
          default -> other.subList(at, other.size()).clear();
        }
        rewrite(connection, other);
        // As they were, gone, or made by somebody who has the key.
        int checkpoints = random.nextInt(3);
        if (checkpoints > 0) {
          run(connection, "delete from ledger_checkpoint");
        }
        if (checkpoints == 2) {
          resign(connection);
        }
        String[] kinds = {"CHANGED", "SHORTENED", "LENGTHENED", "REORDERED", "TRUNCATED"};
        count(
            "FORK_" + kinds[i % 5],
            "at %d, checkpoints %d".formatted(at, checkpoints),
            !check.of(connection).whole());
        connection.rollback();
      }
      // Written anew without a change, it is accepted: it was the change that was found.
      rewrite(connection, events);
      assertThat(check.of(connection).faults()).isEmpty();
      connection.rollback();
    }
  }

  private static void rewrite(Connection connection, List<Event> history) throws SQLException {
    run(connection, "delete from ledger_block");
    run(connection, "delete from ledger_body");
    run(connection, "delete from ledger_tile");
    run(connection, "delete from ledger_key");
    run(connection, "update ledger_head set size = 0, peaks = '', recorded_at = 'epoch'");
    LedgerTransaction transaction =
        LedgerTransaction.begin(connection, new Shelves(), OpenTile.EMPTY);
    transaction.append(history);
    transaction.finish();
  }

  private void resign(Connection connection) throws SQLException {
    HeadRow head = HeadRow.read(connection);
    String text = new Checkpoint(ORIGIN, head.tree().size(), head.tree().root()).text();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into ledger_checkpoint (size, note, signed_at) values (?, ?, now())")) {
      insert.setLong(1, head.tree().size());
      insert.setString(2, new Note(text, List.of(key.sign(text, Instant.now()))).toString());
      insert.executeUpdate();
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void tamperWithEvidence() throws MalformedNoteException {
    Note newest = published.get(published.size() - 1);
    Note cosigned = newest.with(List.of(witness.sign(newest.text(), Instant.now())));
    EvidenceCheck auditor =
        new EvidenceCheck(List.of(key.verifier()), List.of(witness.verifier()), 1);
    long size = events.size();
    for (int i = 0; i < EVIDENCE; i++) {
      long index = random.nextLong(size);
      StoredEvent event = new LedgerReader(database).read(EventFilter.ALL, index, 1).get(0);
      List<Hash> path =
          new LogReader(database).proofs(size, proofs -> proofs.inclusion(index, size));
      byte[] file = Evidence.of(event, path, cosigned).toString().getBytes(UTF_8);
      assertThat(proved(auditor, file)).isTrue();
      for (int j = 0; j < 10 && i < EVIDENCE; j++, i++) {
        int at = random.nextInt(file.length);
        String[] kinds = {"BYTE", "BYTE", "DELETION", "INSERTION", "SWAP", "TRUNCATION"};
        String kind = kinds[random.nextInt(kinds.length)];
        byte[] changed =
            switch (kind) {
              case "BYTE" -> changed(file, at);
              case "DELETION" -> joined(file, 0, at, file, at + 1);
              case "INSERTION" -> inserted(file, at);
              case "SWAP" -> swapped(file, at);
              default -> Arrays.copyOf(file, at);
            };
        count(
            "EVIDENCE_" + kind, "at %d of leaf %d".formatted(at, index), !proved(auditor, changed));
      }
    }
  }

  private byte[] changed(byte[] file, int at) {
    byte[] changed = file.clone();
    changed[at] ^= (byte) (1 + random.nextInt(255));
    return changed;
  }

  private byte[] inserted(byte[] file, int at) {
    byte[] with = Arrays.copyOf(file, file.length + 1);
    with[at] = (byte) random.nextInt(256);
    System.arraycopy(file, at, with, at + 1, file.length - at);
    return with;
  }

  private byte[] swapped(byte[] file, int at) {
    byte[] swapped = file.clone();
    int other;
    do {
      other = random.nextInt(file.length);
    } while (file[other] == file[at]);
    swapped[at] = file[other];
    swapped[other] = file[at];
    return swapped;
  }

  private static byte[] joined(byte[] one, int from, int until, byte[] other, int rest) {
    return ByteBuffer.allocate(until - from + other.length - rest)
        .put(one, from, until - from)
        .put(other, rest, other.length - rest)
        .array();
  }

  private static boolean proved(EvidenceCheck auditor, byte[] file) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      return auditor.of(Evidence.parse(text)).proved();
    } catch (MalformedNoteException | CharacterCodingException e) {
      return false;
    }
  }
}
