package dev.yunzhi.audit.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.GoReference;
import dev.yunzhi.audit.merkle.Hash;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Hash ROOT = Hash.sha256("root".getBytes(UTF_8));
  private static final String TEXT = new Checkpoint("log.gov.example", 42, ROOT).text();

  private final NoteSigner signer = NoteSigner.generate("log.gov.example", SignatureKind.ED25519);

  private Note signed(String text) {
    return new Note(text, List.of(signer.sign(text, NOW)));
  }

  @Test
  void goTakesOurKeysAndNotes() {
    Note note = signed(TEXT);
    GoReference.Answer opened =
        GoReference.run(note.toString(), "open", signer.verifier().toString());
    assertThat(opened.error()).isEmpty();
    assertThat(opened.output()).isEqualTo(TEXT);
    GoReference.Answer signedThere = GoReference.run(TEXT, "sign", signer.secret());
    assertThat(signedThere.output()).isEqualTo(note.toString());
  }

  @Test
  void weTakeKeysAndNotesOfGo() throws MalformedNoteException {
    List<String> keys = GoReference.run("", "key", "other.example").output().lines().toList();
    NoteSigner theirs = NoteSigner.parse(keys.get(0));
    assertThat(theirs.secret()).isEqualTo(keys.get(0));
    assertThat(theirs.verifier()).hasToString(keys.get(1));
    Note note = Note.parse(GoReference.run("text\n\nof it\n", "sign", keys.get(0)).output());
    assertThat(note.text()).isEqualTo("text\n\nof it\n");
    assertThat(NoteVerifier.parse(keys.get(1)).find(note)).isPresent();
  }

  @Test
  void noSingleByteCanBeChangedUnseen() {
    String note = signed(TEXT).toString();
    byte[] bytes = note.getBytes(UTF_8);
    List<Integer> unseen = new ArrayList<>();
    for (int at = 0; at < bytes.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) (1 << bit);
        if (accepts(changed)) {
          unseen.add(at);
        }
      }
    }
    assertThat(unseen).isEmpty();
    assertThat(accepts(bytes)).isTrue();
  }

  private boolean accepts(byte[] bytes) {
    try {
      return signer.verifier().find(Note.parse(bytes)).isPresent();
    } catch (MalformedNoteException e) {
      return false;
    }
  }

  @Test
  void aCosignatureSaysWhenAndGoesWithTheCheckpoint() throws MalformedNoteException {
    NoteSigner witness = NoteSigner.generate("witness.example", SignatureKind.COSIGNATURE);
    Note note = signed(TEXT).with(List.of(witness.sign(TEXT, NOW)));
    Note read = Note.parse(note.toString());
    NoteSignature line = witness.verifier().find(read).orElseThrow();
    assertThat(Cosignature.of(line).orElseThrow().time()).isEqualTo(NOW);
    assertThat(signer.verifier().find(read)).isPresent();
    assertThat(GoReference.run(read.toString(), "open", witness.verifier().toString()).output())
        .isEqualTo(TEXT);
    assertThat(GoReference.run(read.toString(), "open", signer.verifier().toString()).output())
        .isEqualTo(TEXT);
    Note other = signed(TEXT.replace("42", "43")).with(List.of(witness.sign(TEXT, NOW)));
    assertThat(witness.verifier().find(other)).isEmpty();
    // A second of the time is signed too.
    byte[] later = line.signature().clone();
    later[7]++;
    assertThat(
            witness.verifier().verifies(TEXT, new NoteSignature(line.name(), line.keyId(), later)))
        .isFalse();
  }

  @Test
  void keysOfOneNameAreToldApart() {
    NoteSigner second = NoteSigner.generate("log.gov.example", SignatureKind.ED25519);
    Note both = signed(TEXT).with(List.of(second.sign(TEXT, NOW)));
    assertThat(signer.verifier().find(both)).isPresent();
    assertThat(second.verifier().find(both)).isPresent();
    assertThat(second.verifier().find(signed(TEXT))).isEmpty();
    assertThat(both.with(List.of(second.sign(TEXT, NOW)))).isEqualTo(both);
  }

  @Test
  void aKeyInPemIsTakenToo() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
    NoteSigner read = NoteSigner.read("log.gov.example", pem);
    assertThat(NoteSigner.read("log.gov.example", read.secret()).verifier())
        .hasToString(read.verifier().toString());
    byte[] spki = pair.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(spki, spki.length - 32, spki.length);
    assertThat(read.verifier())
        .hasToString(new NoteVerifier("log.gov.example", SignatureKind.ED25519, raw).toString());
    assertThatThrownBy(() -> NoteSigner.read("other.example", read.secret()))
        .hasMessage("the key is named log.gov.example; it must be other.example");
    assertThatThrownBy(() -> NoteSigner.read("a", pem.replace("MC4C", "MC5C")))
        .hasMessage("the PEM holds neither an Ed25519 nor an SM2 key in PKCS #8");
  }

  @Test
  void aSecretIsNotShown() {
    assertThat(signer.toString()).doesNotContain("PRIVATE").endsWith(signer.verifier().toString());
    assertThatThrownBy(() -> NoteSigner.parse("PRIVATE+KEY+a+0+SECRET"))
        .hasMessageNotContaining("SECRET");
    String wrong = signer.secret().replaceFirst("\\+[0-9a-f]{8}\\+", "+00000000+");
    assertThatThrownBy(() -> NoteSigner.parse(wrong))
        .hasMessage("the key id 00000000 is not that of the key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a+00000000",
        "a b+00000000+AQ==",
        "a+00000000+!",
        "a+00000000+AQ==",
        "a+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "a+00000000+CQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void whatIsNoVerifierKeyIsRefused(String key) {
    assertThatThrownBy(() -> NoteVerifier.parse(key)).isInstanceOf(MalformedNoteException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text\n",
        "text\n\n",
        "text\n\n— a b\n",
        "text\n\n— a AAAAAA==\n",
        "text\n\n— a AAAAAAA\n",
        "text\n\n- a AAAAAAA=\n",
        "text\n\n— a+b AAAAAAA=\n",
        "text\n\n— a AAAAAAA=",
        "te\txt\n\n— a AAAAAAA=\n",
        "text\n\n— a AAAAAAA=\nmore\n"
      })
  void whatIsNoNoteIsRefused(String note) {
    assertThatThrownBy(() -> Note.parse(note)).isInstanceOf(MalformedNoteException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\n1\n",
        "a\n01\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "a\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "a\n9223372036854775808\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "a\n1\nAAAA\n",
        "\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n"
      })
  void whatIsNoCheckpointIsRefused(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void extensionLinesAreKept() throws MalformedNoteException {
    assertThat(Checkpoint.parse(TEXT + "more\n").text()).isEqualTo(TEXT + "more\n");
    assertThat(Checkpoint.parse(TEXT)).isEqualTo(new Checkpoint("log.gov.example", 42, ROOT));
  }
}
