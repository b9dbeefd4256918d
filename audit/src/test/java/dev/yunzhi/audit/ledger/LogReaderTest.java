package dev.yunzhi.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.MerkleTree;
import dev.yunzhi.audit.merkle.ProofCheck;
import dev.yunzhi.audit.merkle.ProofMaker;
import dev.yunzhi.audit.merkle.StoredTree;
import dev.yunzhi.audit.merkle.Tile;
import dev.yunzhi.audit.store.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class LogReaderTest {
  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final LogReader log = new LogReader(database);

  /** Beyond the first tile of level 1, in batches that lie across the ends of tiles. */
  @Test
  void tilesEntriesAndProofsAreThoseOfTheDefinition() {
    Random random = new Random(6);
    List<Hash> leaves = new ArrayList<>();
    for (int size = 0; size < 66_500; ) {
      int batch = 1 + random.nextInt(size < 600 ? 40 : 4000);
      // Another program appends in turn, so that what this one remembers is out of date.
      Ledger writer = random.nextBoolean() ? ledger : new Ledger(database);
      writer
          .append(Events.events("e", size, size + batch))
          .forEach(answer -> leaves.add(answer.leafHash()));
      size += batch;
    }
    int size = leaves.size();
    StoredTree tree = new StoredTree(leaves);
    ProofMaker expected = new ProofMaker(tree);
    assertThat(ledger.head().rootHash()).isEqualTo(expected.root(size));
    for (Tile tile : Tile.of(size)) {
      assertThat(log.tile(tile)).as("%s", tile).contains(tree.tile(tile));
    }
    Tile past = new Tile(0, 3, 17);
    assertThat(log.tile(past)).contains(tree.tile(past));
    assertThat(hashes(log.entries(past).orElseThrow()))
        .isEqualTo(leaves.subList(3 * 256, 3 * 256 + 17));
    Tile last = Tile.of(size).stream().filter(tile -> tile.level() == 0).toList().get(size / 256);
    assertThat(hashes(log.entries(last).orElseThrow()))
        .isEqualTo(leaves.subList(size - size % 256, size));
    for (int i = 0; i < 200; i++) {
      int at = 1 + random.nextInt(size);
      int index = random.nextInt(at);
      assertThat(log.<List<Hash>>proofs(at, proofs -> proofs.inclusion(index, at)))
          .isEqualTo(expected.inclusion(index, at));
      assertThat(log.<List<Hash>>proofs(size, proofs -> proofs.consistency(at, size)))
          .isEqualTo(expected.consistency(at, size));
      assertThat(log.root(at)).isEqualTo(expected.root(at));
      assertThat(
              ProofCheck.inclusion(
                  index,
                  leaves.get(index),
                  at,
                  log.root(at),
                  log.proofs(at, proofs -> proofs.inclusion(index, at))))
          .isTrue();
    }
  }

  private static List<Hash> hashes(byte[] bundle) {
    List<Hash> hashes = new ArrayList<>();
    for (ByteBuffer rest = ByteBuffer.wrap(bundle); rest.hasRemaining(); ) {
      byte[] leaf = new byte[Short.toUnsignedInt(rest.getShort())];
      rest.get(leaf);
      hashes.add(MerkleTree.leafHash(leaf));
    }
    return hashes;
  }

  @Test
  void whatTheLogDoesNotReachIsNotThere() {
    ledger.append(Events.events("a", 0, 10));
    assertThat(log.tile(new Tile(0, 0, 11))).isEmpty();
    assertThat(log.entries(new Tile(0, 1, 1))).isEmpty();
    assertThat(log.tile(new Tile(1, 0, 1))).isEmpty();
    assertThat(log.tile(new Tile(0, 0, 10))).isPresent();
    assertThatThrownBy(() -> log.root(11)).hasMessage("the log has 10 leaves, not 11");
    assertThatThrownBy(() -> log.entries(new Tile(1, 0, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatWasTakenOutIsMissed() {
    ledger.append(Events.events("a", 0, 300));
    TestDatabase.execute(database, "delete from ledger_block where first = 0");
    assertThatThrownBy(() -> log.entries(new Tile(0, 0, 256)))
        .isInstanceOf(StoreException.class)
        .hasMessage("of the 256 leaves from 0 the ledger has 0");
    TestDatabase.execute(database, "delete from ledger_tile");
    assertThatThrownBy(() -> log.tile(new Tile(0, 0, 256)))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("the ledger has lost Tile[level=0, index=0");
  }
}
