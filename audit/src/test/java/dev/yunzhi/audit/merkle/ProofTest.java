package dev.yunzhi.audit.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.GoReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProofTest {
  private static final List<Hash> LEAVES =
      IntStream.range(0, 70_000)
          .mapToObj(i -> MerkleTree.leafHash(Integer.toString(i).getBytes(UTF_8)))
          .toList();

  private static final StoredTree STORED = new StoredTree(LEAVES);

  private final ProofMaker maker = new ProofMaker(STORED);

  @Test
  void rootsAndProofsAreThoseOfGoAndHold() {
    GoReference.Answer answer = GoReference.run("", "tree", "80");
    assertThat(answer.exit()).as(answer.error()).isZero();
    List<String> lines = answer.output().lines().toList();
    assertThat(lines).hasSize(80 + 80 * 81);
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      int size = Integer.parseInt(words[1]);
      Hash root = NaiveTree.root(LEAVES.subList(0, size));
      switch (words[0]) {
        case "root" -> {
          assertThat(List.of(maker.root(size))).as(line).isEqualTo(hashes(words[2]));
          assertThat(maker.root(size)).as(line).isEqualTo(root);
        }
        case "record" -> {
          int index = Integer.parseInt(words[2]);
          List<Hash> proof = maker.inclusion(index, size);
          assertThat(proof).as(line).isEqualTo(hashes(words[3]));
          assertThat(ProofCheck.inclusion(index, LEAVES.get(index), size, root, proof))
              .as(line)
              .isTrue();
        }
        default -> {
          int earlier = Integer.parseInt(words[2]);
          List<Hash> proof = maker.consistency(earlier, size);
          assertThat(proof).as(line).isEqualTo(hashes(words[3]));
          Hash before = NaiveTree.root(LEAVES.subList(0, earlier));
          assertThat(ProofCheck.consistency(earlier, before, size, root, proof)).as(line).isTrue();
        }
      }
    }
  }

  private static List<Hash> hashes(String encoded) {
    return encoded.isEmpty()
        ? List.of()
        : Arrays.stream(encoded.split(","))
            .map(hash -> Hash.of(Base64.getDecoder().decode(hash)))
            .toList();
  }

  @Property(tries = 2000)
  void noChangedInclusionProofHolds(
      @ForAll @IntRange(min = 1, max = 600) int size,
      @ForAll @IntRange(min = 0, max = 599) int at,
      @ForAll @IntRange(min = 0, max = 20) int place,
      @ForAll @IntRange(min = 0, max = 255) int bit) {
    int index = at % size;
    Hash root = maker.root(size);
    List<Hash> proof = maker.inclusion(index, size);
    assertThat(ProofCheck.inclusion(index, LEAVES.get(index), size, root, proof)).isTrue();
    assertThat(ProofCheck.inclusion(index, flip(LEAVES.get(index), bit), size, root, proof))
        .isFalse();
    assertThat(ProofCheck.inclusion(index, LEAVES.get(index), size, flip(root, bit), proof))
        .isFalse();
    List<Hash> longer = new ArrayList<>(proof);
    longer.add(Math.min(place, proof.size()), root);
    assertThat(ProofCheck.inclusion(index, LEAVES.get(index), size, root, longer)).isFalse();
    if (!proof.isEmpty()) {
      List<Hash> changed = new ArrayList<>(proof);
      changed.set(place % proof.size(), flip(proof.get(place % proof.size()), bit));
      assertThat(ProofCheck.inclusion(index, LEAVES.get(index), size, root, changed)).isFalse();
      changed.remove(place % proof.size());
      assertThat(ProofCheck.inclusion(index, LEAVES.get(index), size, root, changed)).isFalse();
    }
    for (int other = 0; other < size; other++) {
      if (other != index) {
        assertThat(ProofCheck.inclusion(other, LEAVES.get(index), size, root, proof)).isFalse();
      }
    }
  }

  @Property(tries = 2000)
  void noChangedConsistencyProofHolds(
      @ForAll @IntRange(min = 1, max = 600) int size,
      @ForAll @IntRange(min = 1, max = 600) int of,
      @ForAll @IntRange(min = 0, max = 20) int place,
      @ForAll @IntRange(min = 0, max = 255) int bit) {
    int earlier = 1 + of % size;
    Hash before = maker.root(earlier);
    Hash root = maker.root(size);
    List<Hash> proof = maker.consistency(earlier, size);
    assertThat(ProofCheck.consistency(earlier, before, size, root, proof)).isTrue();
    assertThat(ProofCheck.consistency(earlier, flip(before, bit), size, root, proof)).isFalse();
    assertThat(ProofCheck.consistency(earlier, before, size, flip(root, bit), proof)).isFalse();
    List<Hash> longer = new ArrayList<>(proof);
    longer.add(Math.min(place, proof.size()), root);
    assertThat(ProofCheck.consistency(earlier, before, size, root, longer)).isFalse();
    if (!proof.isEmpty()) {
      List<Hash> changed = new ArrayList<>(proof);
      changed.set(place % proof.size(), flip(proof.get(place % proof.size()), bit));
      assertThat(ProofCheck.consistency(earlier, before, size, root, changed)).isFalse();
      changed.remove(place % proof.size());
      assertThat(ProofCheck.consistency(earlier, before, size, root, changed)).isFalse();
    }
  }

  private static Hash flip(Hash hash, int bit) {
    byte[] bytes = hash.bytes();
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    return Hash.of(bytes);
  }

  @Property(tries = 300)
  void tilesGiveTheSameHashes(
      @ForAll @IntRange(min = 1, max = 70_000) int size,
      @ForAll @IntRange(min = 0, max = 69_999) int at) {
    ProofMaker tiled =
        new ProofMaker(
            new TiledTree(
                size,
                tiles -> {
                  assertThat(tiles).allMatch(tile -> tile.within(size));
                  return tiles.stream().map(STORED::tile).toList();
                }));
    int index = at % size;
    assertThat(tiled.inclusion(index, size)).isEqualTo(maker.inclusion(index, size));
    assertThat(tiled.consistency(index, size)).isEqualTo(maker.consistency(index, size));
    assertThat(tiled.root(size)).isEqualTo(maker.root(size));
  }

  @Test
  void whatATreeDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> maker.inclusion(3, 3))
        .hasMessage("a tree of 3 leaves has no leaf of index 3");
    assertThatThrownBy(() -> maker.consistency(4, 3))
        .hasMessage("a tree of 3 leaves has no beginning of 4");
    assertThatThrownBy(() -> maker.root(-1)).hasMessage("a tree cannot have -1 leaves");
    assertThat(maker.consistency(0, 3)).isEmpty();
    assertThat(ProofCheck.consistency(0, MerkleTree.emptyRoot(), 3, maker.root(3), List.of()))
        .isTrue();
  }
}
