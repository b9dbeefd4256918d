package dev.yunzhi.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.GoReference;
import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteSignature;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.note.SignatureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class CheckpointsTest {
  private static final String ORIGIN = "log.gov.example";

  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final NoteSigner key = NoteSigner.generate(ORIGIN, SignatureKind.ED25519);
  private final Checkpoints checkpoints =
      new Checkpoints(database, ORIGIN, List.of(key), List.of());

  /** As if the last one had been signed long ago. */
  private void later() {
    TestDatabase.execute(
        database, "update ledger_checkpoint set signed_at = signed_at - interval '1 minute'");
  }

  private static Checkpoint read(Note note) throws MalformedNoteException {
    return Checkpoint.parse(note.text());
  }

  @Test
  void theHeadIsSignedAsGoReadsIt() throws MalformedNoteException {
    ledger.append(Events.events("a", 0, 300));
    Note note = checkpoints.current();
    assertThat(read(note)).isEqualTo(new Checkpoint(ORIGIN, 300, ledger.head().rootHash()));
    assertThat(GoReference.run(note.toString(), "open", key.verifier().toString()).output())
        .isEqualTo(note.text());
  }

  @Test
  void anEmptyLogIsSignedToo() throws MalformedNoteException {
    assertThat(read(checkpoints.current()).size()).isZero();
    ledger.append(Events.events("a", 0, 1));
    later();
    assertThat(read(checkpoints.current()).size()).isEqualTo(1);
  }

  @Test
  void noMoreThanOneIsSignedInASecond() throws MalformedNoteException {
    ledger.append(Events.events("a", 0, 3));
    Note first = checkpoints.current();
    ledger.append(Events.events("b", 0, 3));
    assertThat(checkpoints.current()).isEqualTo(first);
    later();
    assertThat(read(checkpoints.current()).size()).isEqualTo(6);
  }

  @Test
  void whatDoesNotGrowIsNotSignedAgain() {
    ledger.append(Events.events("a", 0, 3));
    Note first = checkpoints.current();
    later();
    assertThat(checkpoints.current()).isEqualTo(first);
  }

  @Test
  void aKeyIsChangedWithBothForATime() throws MalformedNoteException {
    ledger.append(Events.events("a", 0, 3));
    checkpoints.current();
    NoteSigner next = NoteSigner.generate(ORIGIN, SignatureKind.ED25519);
    later();
    Note both = new Checkpoints(database, ORIGIN, List.of(key, next), List.of()).current();
    assertThat(key.verifier().find(both)).isPresent();
    assertThat(next.verifier().find(both)).isPresent();
    later();
    Checkpoints after = new Checkpoints(database, ORIGIN, List.of(next), List.of(key.verifier()));
    assertThat(after.current()).isEqualTo(both);
    ledger.append(Events.events("b", 0, 3));
    Note alone = after.current();
    assertThat(read(alone).size()).isEqualTo(6);
    assertThat(key.verifier().find(alone)).isEmpty();
  }

  @Test
  void aLogThatWasBroughtBackIsNotSigned() {
    ledger.append(Events.events("a", 0, 300));
    checkpoints.current();
    later();
    TestDatabase.execute(
        database,
        "update ledger_head set size = 0, peaks = ''; truncate ledger_block, ledger_body,"
            + " ledger_key, ledger_tile");
    ledger.append(Events.events("a", 0, 299));
    assertThatThrownBy(checkpoints::current)
        .isInstanceOf(InconsistentLogException.class)
        .hasMessage("the log has 299 leaves; 300 were signed: it was brought back from before");
    ledger.append(Events.events("b", 0, 299));
    assertThatThrownBy(checkpoints::current)
        .isInstanceOf(InconsistentLogException.class)
        .hasMessage("the log of 598 leaves does not continue the one of 300 that was signed");
  }

  @Test
  void aTileOrAHeadThatWasChangedIsNotSigned() {
    ledger.append(Events.events("a", 0, 300));
    checkpoints.current();
    ledger.append(Events.events("b", 0, 300));
    later();
    TestDatabase.execute(
        database,
        "update ledger_tile set root = set_byte(root, 5, get_byte(root, 5) # 1)"
            + " where index = 0");
    assertThatThrownBy(checkpoints::current).isInstanceOf(InconsistentLogException.class);
    TestDatabase.execute(
        database,
        "update ledger_tile set root = set_byte(root, 5, get_byte(root, 5) # 1)"
            + " where index = 0");
    Hash root = ledger.head().rootHash();
    TestDatabase.execute(
        database, "update ledger_head set peaks = set_byte(peaks, 5, get_byte(peaks, 5) # 1)");
    assertThat(ledger.head().rootHash()).isNotEqualTo(root);
    assertThatThrownBy(checkpoints::current).isInstanceOf(InconsistentLogException.class);
  }

  @Test
  void aCheckpointOfSomebodyElseIsNotGoneOnFrom() {
    ledger.append(Events.events("a", 0, 3));
    new Checkpoints(
            database,
            ORIGIN,
            List.of(NoteSigner.generate(ORIGIN, SignatureKind.ED25519)),
            List.of())
        .current();
    later();
    assertThatThrownBy(checkpoints::current)
        .isInstanceOf(InconsistentLogException.class)
        .hasMessage("the last checkpoint is signed by none of our keys, present or former");
  }

  @Test
  void aLogKeepsItsName() {
    checkpoints.current();
    later();
    Checkpoints renamed = new Checkpoints(database, "other.example", List.of(key), List.of());
    assertThatThrownBy(renamed::current)
        .isInstanceOf(InconsistentLogException.class)
        .hasMessage(
            "this log is \"log.gov.example\", as it was signed before; it cannot become"
                + " \"other.example\"");
  }

  @Test
  void aSecondKeyOfSm2SignsBesideAndWhatWitnessesSaidStays() throws MalformedNoteException {
    ledger.append(Events.events("a", 0, 3));
    Note first = checkpoints.current();
    NoteSigner witness = NoteSigner.generate("witness.example", SignatureKind.COSIGNATURE);
    checkpoints.add(3, List.of(witness.sign(first.text(), Instant.EPOCH)));
    later();
    NoteSigner sm2 = NoteSigner.generate(ORIGIN, SignatureKind.SM2);
    Checkpoints with = new Checkpoints(database, ORIGIN, List.of(key, sm2), List.of());
    Note both = with.current();
    assertThat(both.signatures()).hasSize(3);
    for (NoteSigner by : List.of(key, sm2, witness)) {
      assertThat(by.verifier().find(both)).isPresent();
    }
    later();
    assertThat(with.current()).isEqualTo(both);
    assertThat(GoReference.run(both.toString(), "open", key.verifier().toString()).output())
        .isEqualTo(both.text());
  }

  @Test
  void theNewestWithEnoughCosignaturesOfLateIsFound() {
    NoteSigner one = NoteSigner.generate("one.example", SignatureKind.COSIGNATURE);
    NoteSigner two = NoteSigner.generate("two.example", SignatureKind.COSIGNATURE);
    NoteSigner twoAgain = NoteSigner.generate("two.example", SignatureKind.COSIGNATURE);
    List<NoteVerifier> witnesses = List.of(one.verifier(), two.verifier(), twoAgain.verifier());
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ledger.append(Events.events("e%d-".formatted(i), 0, 1));
      notes.add(checkpoints.current());
      later();
    }
    checkpoints.add(1, cosigned(notes.get(0), one, two));
    checkpoints.add(3, cosigned(notes.get(2), one));
    checkpoints.add(3, cosigned(notes.get(2), one));
    checkpoints.add(4, cosigned(notes.get(3), two, twoAgain));
    checkpoints.add(9, cosigned(notes.get(3), one));
    Duration all = Duration.ofHours(1);
    assertThat(checkpoints.cosigned(witnesses, 1, all).orElseThrow().text())
        .isEqualTo(notes.get(3).text());
    assertThat(checkpoints.cosigned(witnesses, 2, all).orElseThrow().text())
        .isEqualTo(notes.get(0).text());
    assertThat(checkpoints.cosigned(witnesses, 2, Duration.ofSeconds(90))).isEmpty();
    // Of another checkpoint's text it is none.
    checkpoints.add(2, cosigned(notes.get(3), one, two));
    assertThat(checkpoints.cosigned(witnesses, 2, all).orElseThrow().text())
        .isEqualTo(notes.get(0).text());
  }

  private static List<NoteSignature> cosigned(Note note, NoteSigner... witnesses) {
    return Arrays.stream(witnesses)
        .map(witness -> witness.sign(note.text(), Instant.EPOCH))
        .toList();
  }
}
