package dev.yunzhi.audit.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.ledger.Checkpoints;
import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.audit.ledger.LogReader;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static final String ORIGIN = "log.gov.example";

  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final NoteSigner key = NoteSigner.generate(ORIGIN, SignatureKind.ED25519);
  private final NoteSigner witness =
      NoteSigner.generate("audit-office.example", SignatureKind.COSIGNATURE);
  private final EvidenceCheck check = new EvidenceCheck(List.of(key.verifier()), List.of(), 0);

  @BeforeEach
  void fill() {
    for (int batch = 0; batch < 3; batch++) {
      ledger.append(dev.yunzhi.audit.ledger.Events.events("事件" + batch + "-", 0, 100));
    }
  }

  private Evidence evidence(long index) {
    Note note = new Checkpoints(database, ORIGIN, List.of(key), List.of()).current();
    return evidence(index, note);
  }

  private Evidence evidence(long index, Note note) {
    StoredEvent event = new LedgerReader(database).read(EventFilter.ALL, index, 1).get(0);
    List<Hash> path = new LogReader(database).proofs(300, proofs -> proofs.inclusion(index, 300));
    return Evidence.of(event, path, note);
  }

  @Test
  void isProvedByTheKeyAlone() throws MalformedNoteException {
    for (long index : new long[] {0, 99, 255, 256, 299}) {
      Evidence read = Evidence.parse(evidence(index).toString());
      assertThat(check.of(read).proved()).isTrue();
      assertThat(read.event()).contains("事件");
    }
    assertThat(check.of(evidence(7)).findings())
        .extracting(Finding::statement)
        .satisfiesExactly(
            signed ->
                assertThat(signed)
                    .startsWith("the log log.gov.example of 300 leaves is signed by log.gov"),
            leaf -> assertThat(leaf).isEqualTo("the leaf is number 7 of it"),
            event -> assertThat(event).endsWith("is what the leaf vouches for"));
  }

  @Test
  void noSingleBitCanBeChangedUnseen() {
    byte[] file = evidence(256).toString().getBytes(UTF_8);
    List<Integer> unseen = new ArrayList<>();
    for (int at = 0; at < file.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = file.clone();
        changed[at] ^= (byte) (1 << bit);
        if (proved(changed)) {
          unseen.add(at);
        }
      }
    }
    assertThat(unseen).isEmpty();
    assertThat(proved(file)).isTrue();
  }

  private boolean proved(byte[] file) {
    try {
      return check.of(Evidence.parse(new String(file, UTF_8))).proved();
    } catch (MalformedNoteException e) {
      return false;
    }
  }

  @Test
  void aRemovedBodyLeavesTheProof() throws MalformedNoteException {
    ledger.<Boolean>transact("remove", transaction -> transaction.removeBody(5));
    Evidence read = Evidence.parse(evidence(5).toString());
    assertThat(read.event()).isNull();
    assertThat(check.of(read).proved()).isTrue();
    assertThat(check.of(read).findings().get(2).statement()).contains("was removed; its digest is");
  }

  @Test
  void anotherKeyDoesNotProve() {
    NoteSigner other = NoteSigner.generate(ORIGIN, SignatureKind.ED25519);
    Outcome outcome = new EvidenceCheck(List.of(other.verifier()), List.of(), 0).of(evidence(5));
    assertThat(outcome.proved()).isFalse();
    assertThat(outcome.findings().get(0))
        .isEqualTo(
            new Finding(
                Verdict.UNDECIDED,
                "the log log.gov.example of 300 leaves is signed by no trusted key"));
  }

  @Test
  void tooFewCosignaturesAreShown() {
    Note plain = new Checkpoints(database, ORIGIN, List.of(key), List.of()).current();
    Instant seen = Instant.parse("2026-11-25T12:00:00Z");
    Note cosigned = plain.with(List.of(witness.sign(plain.text(), seen)));
    EvidenceCheck demanding =
        new EvidenceCheck(List.of(key.verifier()), List.of(witness.verifier()), 1);
    assertThat(demanding.of(evidence(5, cosigned)).proved()).isTrue();
    assertThat(demanding.of(evidence(5, cosigned)).findings().get(1).statement())
        .isEqualTo(
            "cosigned by 1 of 1 witnesses, 1 needed: audit-office.example at"
                + " 2026-11-25T12:00:00Z");
    assertThat(demanding.of(evidence(5, plain)).proved()).isFalse();
    assertThat(demanding.of(evidence(5, plain)).findings().get(1).statement())
        .isEqualTo("cosigned by 0 of 1 witnesses, 1 needed");
    assertThatThrownBy(() -> new EvidenceCheck(List.of(key.verifier()), List.of(), 1))
        .hasMessage("0 witnesses cannot give 1 cosignatures");
  }
}
