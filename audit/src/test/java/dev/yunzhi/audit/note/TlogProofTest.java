package dev.yunzhi.audit.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.MerkleTree;
import dev.yunzhi.audit.merkle.ProofMaker;
import dev.yunzhi.audit.merkle.StoredTree;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlogProofTest {
  private static final List<Hash> LEAVES =
      IntStream.range(0, 7)
          .mapToObj(i -> MerkleTree.leafHash(Integer.toString(i).getBytes(UTF_8)))
          .toList();

  private final NoteSigner signer = NoteSigner.generate("log.gov.example", SignatureKind.ED25519);
  private final ProofMaker maker = new ProofMaker(new StoredTree(LEAVES));

  private TlogProof proof(byte[] extra) {
    String text = new Checkpoint("log.gov.example", 7, maker.root(7)).text();
    Note note = new Note(text, List.of(signer.sign(text, Instant.EPOCH)));
    return new TlogProof(extra, 4, maker.inclusion(4, 7), note);
  }

  @Test
  void isReadAsItWasWritten() throws MalformedNoteException {
    for (byte[] extra : new byte[][] {null, {}, "event".getBytes(UTF_8)}) {
      TlogProof proof = proof(extra);
      TlogProof read = TlogProof.parse(proof.toString());
      assertThat(read).isEqualTo(proof);
      assertThat(read.extra()).isEqualTo(extra);
      assertThat(read.includes(LEAVES.get(4))).isTrue();
      assertThat(read.includes(LEAVES.get(5))).isFalse();
    }
    assertThat(proof(null).toString().lines().limit(3))
        .startsWith("c2sp.org/tlog-proof@v1", "index 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@v1", "index 4", "\n\n", "index", "c2sp"})
  void whatIsNoProofIsRefused(String part) {
    String changed = proof(null).toString().replaceFirst(part, "");
    assertThatThrownBy(() -> TlogProof.parse(changed)).isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void hashesAreHeldToTheirOneSpelling() {
    String line = proof(null).toString().lines().toList().get(2);
    String changed = proof(null).toString().replace(line, line.replace("=", ""));
    assertThatThrownBy(() -> TlogProof.parse(changed))
        .hasMessage("proof: \"%s\" is no base64 of 32 bytes".formatted(line.replace("=", "")));
  }
}
