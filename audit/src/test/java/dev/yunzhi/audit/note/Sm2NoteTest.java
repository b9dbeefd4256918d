package dev.yunzhi.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.GoReference;
import dev.yunzhi.audit.merkle.MerkleTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The second line, of SM2 with SM3. */
class Sm2NoteTest {
  private static final String ORIGIN = "log.gov.example";
  private static final Instant NOW = Instant.parse("2026-11-26T04:00:00Z");
  private static final String TEXT = new Checkpoint(ORIGIN, 42, MerkleTree.emptyRoot()).text();

  /** Made by OpenSSL 3.0: {@code genpkey -algorithm SM2}. */
  private static final String PEM =
      """
      -----BEGIN PRIVATE KEY-----
      MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQg6k6yECVVhRWRgAK4
      53qNKzdulp47pdpNsgBueRJnI2+hRANCAAS8EV3tqNRJl5UWOSFMtUKMr1Tqj1+3
      4DXSUyWJwKEHO9Lhd3y7w6nR+AW31BzcOBCeC68avSKzSNxR0GsKtamD
      -----END PRIVATE KEY-----
      """;

  /** Of the text by that key, by {@code openssl pkeyutl -sign -rawin -digest sm3}, as r and s. */
  private static final String BY_OPENSSL =
      "GY6OHALpTEWVlYXc0MtMpL6jMp0/JOcKfhTkalkkXcT1F3nnmHYXpr9icfsau3kpabsv/dTMGL5Avkgl15nppw==";

  private final NoteSigner ed25519 = NoteSigner.generate(ORIGIN, SignatureKind.ED25519);
  private final NoteSigner sm2 = NoteSigner.generate(ORIGIN, SignatureKind.SM2);

  private Note both() {
    return new Note(TEXT, List.of(ed25519.sign(TEXT, NOW), sm2.sign(TEXT, NOW)));
  }

  @Test
  void whatOpenSslSignedIsRight() throws MalformedNoteException {
    NoteVerifier key = NoteSigner.read(ORIGIN, PEM).verifier();
    byte[] signature = Base64.getDecoder().decode(BY_OPENSSL);
    assertThat(key.kind()).isEqualTo(SignatureKind.SM2);
    assertThat(key.verifies(TEXT, new NoteSignature(ORIGIN, key.keyId(), signature))).isTrue();
    assertThat(
            key.verifies(
                TEXT.replace("42", "43"), new NoteSignature(ORIGIN, key.keyId(), signature)))
        .isFalse();
    signature[9] ^= 1;
    assertThat(key.verifies(TEXT, new NoteSignature(ORIGIN, key.keyId(), signature))).isFalse();
  }

  /** GM/T 0003.5, appendix A.2. */
  @Test
  void theExampleOfTheStandardIsRight() {
    byte[] key =
        HexFormat.of()
            .parseHex(
                "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                    + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
    byte[] signature =
        HexFormat.of()
            .parseHex(
                "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                    + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
    byte[] message = "message digest".getBytes(StandardCharsets.US_ASCII);
    assertThat(Sm2.isPublicKey(key)).isTrue();
    assertThat(Sm2.verify(key, message, signature)).isTrue();
    message[0]++;
    assertThat(Sm2.verify(key, message, signature)).isFalse();
  }

  @Test
  void keysGoRoundAndSignBesideTheOther() throws MalformedNoteException {
    assertThat(NoteSigner.parse(sm2.secret()).verifier()).isEqualTo(sm2.verifier());
    assertThat(NoteVerifier.parse(sm2.verifier().toString())).isEqualTo(sm2.verifier());
    assertThat(sm2).asString().doesNotContain("PRIVATE");
    Note read = Note.parse(both().toString());
    assertThat(sm2.verifier().find(read)).isPresent();
    assertThat(ed25519.verifier().find(read)).isPresent();
  }

  @Test
  void whoDoesNotKnowItIgnoresIt() {
    GoReference.Answer opened =
        GoReference.run(both().toString(), "open", ed25519.verifier().toString());
    assertThat(opened.error()).isEmpty();
    assertThat(opened.output()).isEqualTo(TEXT);
    assertThat(GoReference.run(both().toString(), "open", sm2.verifier().toString()).error())
        .contains("unknown verifier algorithm");
  }

  @Test
  void noSingleBitOfTheLineCanBeChangedUnseen() {
    NoteSignature line = sm2.sign(TEXT, NOW);
    for (int bit = 0; bit < line.signature().length * 8; bit++) {
      byte[] changed = line.signature().clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(
              sm2.verifier().verifies(TEXT, new NoteSignature(line.name(), line.keyId(), changed)))
          .as("bit %d", bit)
          .isFalse();
    }
    byte[] longer = Arrays.copyOf(line.signature(), 65);
    assertThat(sm2.verifier().verifies(TEXT, new NoteSignature(line.name(), line.keyId(), longer)))
        .isFalse();
  }

  @Test
  void whatIsNoKeyIsRefused() {
    byte[] bad = sm2.verifier().toString().split("\\+", 3)[2].getBytes(StandardCharsets.US_ASCII);
    byte[] encoded = Base64.getDecoder().decode(bad);
    encoded[encoded.length - 1] ^= 1;
    String key = ORIGIN + "+00000000+" + Base64.getEncoder().encodeToString(encoded);
    assertThatThrownBy(() -> NoteVerifier.parse(key)).hasMessage("not an SM2 public key");
    String shorter =
        ORIGIN
            + "+00000000+"
            + Base64.getEncoder().encodeToString(Arrays.copyOf(encoded, encoded.length - 1));
    assertThatThrownBy(() -> NoteVerifier.parse(shorter))
        .hasMessage("the key has 64 bytes, not 65");
    for (String secret : List.of("0".repeat(64), "f".repeat(64))) {
      byte[] bytes = HexFormat.of().parseHex(secret);
      String written =
          "PRIVATE+KEY+%s+00000000+%s"
              .formatted(
                  ORIGIN, Base64.getEncoder().encodeToString(SignatureKind.SM2.encode(bytes)));
      assertThatThrownBy(() -> NoteSigner.parse(written)).hasMessage("not an SM2 private key");
    }
  }
}
