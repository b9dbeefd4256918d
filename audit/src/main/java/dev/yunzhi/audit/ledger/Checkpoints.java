package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.CompactRange;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.ProofCheck;
import dev.yunzhi.audit.merkle.ProofMaker;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteSignature;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.audit.store.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Signs the states of the log, and never one that is inconsistent with one that was signed before:
 * it is this code that looks, each time, whoever wrote the tables. Thread-safe, in any number of
 * programs.
 */
public final class Checkpoints {
  /** C2SP tlog-checkpoint leaves the pace to the log. Ours is one a second at most. */
  public static final Duration PACE = Duration.ofSeconds(1);

  private final DataSource source;
  private final String origin;
  private final List<NoteSigner> signers;
  private final List<NoteVerifier> trusted;

  /**
   * @param origin names the log, for ever
   * @param signers all sign; while a key is changed, the old one and the new one
   * @param former keys that signed before and do no longer
   */
  public Checkpoints(
      DataSource source, String origin, List<NoteSigner> signers, List<NoteVerifier> former) {
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("a checkpoint needs a key to sign it");
    }
    this.source = source;
    this.origin = origin;
    this.signers = List.copyOf(signers);
    this.trusted =
        Stream.concat(signers.stream().map(NoteSigner::verifier), former.stream()).toList();
  }

  private record Signed(Note note, Checkpoint checkpoint, Instant at) {}

  /**
   * The newest checkpoint; a new one where the log has grown since and the last one is a second
   * old.
   *
   * @throws InconsistentLogException when the log is not what was signed
   * @throws StoreException when the database failed
   */
  public Note current() {
    return Transactions.run(
        source,
        "sign a checkpoint",
        connection -> {
          try (Statement statement = connection.createStatement()) {
            // Who signs looks at what was signed last, so only one at a time does.
            statement.execute("lock table ledger_checkpoint in share row exclusive mode");
          }
          return current(connection);
        });
  }

  /**
   * The newest checkpoint of late that enough witnesses have cosigned. Each witness counts once,
   * however many keys it has.
   *
   * @param witnesses keys of them; those of one name are of one witness
   * @param quorum how many of them, 1 or more
   * @param patience how much older than the newest of all it may be
   * @return nothing where there is none
   * @throws StoreException when the database failed
   */
  public Optional<Note> cosigned(List<NoteVerifier> witnesses, int quorum, Duration patience) {
    return Transactions.run(
        source,
        "find a cosigned checkpoint",
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  """
                  select note from ledger_checkpoint
                  where signed_at >= (select max(signed_at) from ledger_checkpoint) - ?::interval
                  order by size desc
                  """)) {
            statement.setString(1, patience.toString());
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                Note note = parse(row.getString(1));
                if (cosignatures(note, witnesses) >= quorum) {
                  return Optional.of(note);
                }
              }
            }
          }
          return Optional.empty();
        });
  }

  /** How many of the witnesses have cosigned it; see {@link #cosigned}. */
  public static int cosignatures(Note note, List<NoteVerifier> witnesses) {
    return (int)
        witnesses.stream()
            .filter(witness -> witness.find(note).isPresent())
            .map(NoteVerifier::name)
            .distinct()
            .count();
  }

  /**
   * Keeps cosignatures of a checkpoint beside its signatures.
   *
   * @param size of a checkpoint that was signed; of another, nothing is kept
   * @throws StoreException when the database failed
   */
  public void add(long size, List<NoteSignature> cosignatures) {
    Transactions.run(
        source,
        "keep cosignatures",
        connection -> {
          try (PreparedStatement read =
              connection.prepareStatement(
                  "select note from ledger_checkpoint where size = ? for update")) {
            read.setLong(1, size);
            try (ResultSet row = read.executeQuery()) {
              if (row.next()) {
                update(connection, size, parse(row.getString(1)).with(cosignatures));
              }
            }
          }
          return null;
        });
  }

  private static void update(Connection connection, long size, Note note) throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement("update ledger_checkpoint set note = ? where size = ?")) {
      write.setString(1, note.toString());
      write.setLong(2, size);
      write.executeUpdate();
    }
  }

  private static Note parse(String note) {
    try {
      return Note.parse(note);
    } catch (MalformedNoteException e) {
      throw new InconsistentLogException("a checkpoint that was signed is none: " + e.getMessage());
    }
  }

  private Note current(Connection connection) throws SQLException {
    Optional<Signed> last = last(connection);
    Instant now = now(connection);
    if (last.isPresent() && last.get().at.plus(PACE).isAfter(now)) {
      return last.get().note;
    }
    CompactRange head = HeadRow.read(connection).tree();
    if (last.isPresent()) {
      Checkpoint before = last.get().checkpoint;
      requireConsistent(connection, before, head);
      if (before.size() == head.size() && signedByAll(last.get().note)) {
        return last.get().note;
      }
    }
    Checkpoint checkpoint = new Checkpoint(origin, head.size(), head.root());
    String text = checkpoint.text();
    // Where a key was added only: what was signed, and what witnesses said, stays.
    List<NoteSignature> before =
        last.filter(signed -> signed.checkpoint.equals(checkpoint))
            .map(signed -> signed.note.signatures())
            .orElse(List.of());
    List<NoteSignature> lines = new ArrayList<>();
    for (NoteSigner signer : signers) {
      lines.add(
          before.stream()
              .filter(line -> signer.verifier().verifies(text, line))
              .findFirst()
              .orElseGet(() -> signer.sign(text, now)));
    }
    Note note = new Note(text, lines).with(before);
    store(connection, checkpoint, note, now);
    return note;
  }

  private boolean signedByAll(Note note) {
    return signers.stream().allMatch(signer -> signer.verifier().find(note).isPresent());
  }

  private void requireConsistent(Connection connection, Checkpoint before, CompactRange head) {
    if (!before.origin().equals(origin)) {
      throw new InconsistentLogException(
          "this log is \"%s\", as it was signed before; it cannot become \"%s\""
              .formatted(before.origin(), origin));
    }
    if (head.size() < before.size()) {
      throw new InconsistentLogException(
          "the log has %d leaves; %d were signed: it was brought back from before"
              .formatted(head.size(), before.size()));
    }
    ProofMaker proofs = LogReader.proofs(connection, head.size(), head.size());
    List<Hash> proof = proofs.consistency(before.size(), head.size());
    Hash root = proofs.root(head.size());
    if (!root.equals(head.root())
        || !ProofCheck.consistency(before.size(), before.root(), head.size(), head.root(), proof)) {
      throw new InconsistentLogException(
          "the log of %d leaves does not continue the one of %d that was signed"
              .formatted(head.size(), before.size()));
    }
  }

  private Optional<Signed> last(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "select note, signed_at from ledger_checkpoint order by size desc limit 1");
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      Note note = Note.parse(row.getString(1));
      if (trusted.stream().noneMatch(verifier -> verifier.find(note).isPresent())) {
        throw new InconsistentLogException(
            "the last checkpoint is signed by none of our keys, present or former");
      }
      return Optional.of(
          new Signed(
              note,
              Checkpoint.parse(note.text()),
              row.getObject(2, OffsetDateTime.class).toInstant()));
    } catch (MalformedNoteException e) {
      throw new InconsistentLogException("the last checkpoint is none: " + e.getMessage());
    }
  }

  private static Instant now(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select clock_timestamp()");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private static void store(Connection connection, Checkpoint checkpoint, Note note, Instant now)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into ledger_checkpoint (size, note, signed_at) values (?, ?, ?)
            on conflict (size) do update set note = excluded.note, signed_at = excluded.signed_at
            """)) {
      statement.setLong(1, checkpoint.size());
      statement.setString(2, note.toString());
      statement.setObject(3, now.atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }
}
