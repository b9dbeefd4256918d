package dev.yunzhi.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.json.CanonicalJson;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.MerkleTree;
import dev.yunzhi.audit.search.Terms;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/**
 * An event with everything computed that does not need the sequencer.
 *
 * @param leaf the bytes of the leaf; not to be changed
 * @param hash of the leaf
 * @param body canonical JSON; null where it was removed, in a ledger that is moved; not to be
 *     changed
 * @param terms what it can be found by; null where that is for the index to find out
 */
// Never compared: a key is.
@SuppressWarnings("ArrayRecordComponent")
record Entry(Key key, String stream, byte[] leaf, Hash hash, byte[] body, int[] terms) {
  /**
   * What an event is known by.
   *
   * @param time of the event: what is sent twice has it twice
   * @param digest 128 bits of a SHA-256 over stream, cluster and id
   */
  record Key(Instant time, UUID digest) {
    static Key of(Leaf leaf) {
      return of(leaf.stream(), leaf.cluster(), leaf.id(), leaf.time());
    }

    static Key of(String stream, String cluster, String id, Instant time) {
      // A stream has no zero byte, and a cluster is measured, so no two events write the same.
      byte[] measured = cluster.getBytes(UTF_8);
      byte[] measure = ByteBuffer.allocate(Integer.BYTES).putInt(measured.length).array();
      Hash hash =
          Hash.sha256(stream.getBytes(UTF_8), new byte[1], measure, measured, id.getBytes(UTF_8));
      ByteBuffer bytes = ByteBuffer.wrap(hash.bytes());
      return new Key(time, new UUID(bytes.getLong(), bytes.getLong()));
    }
  }

  static Entry of(Event event) {
    byte[] body = CanonicalJson.bytes("body", event.body());
    Leaf leaf =
        new Leaf(event.stream(), event.cluster(), event.id(), event.time(), Hash.sha256(body));
    return of(leaf, body, Terms.of(event.body()));
  }

  /** Of an event whose leaf is made already; body and terms as the record has them. */
  static Entry of(Leaf leaf, byte[] body, int[] terms) {
    byte[] bytes = leaf.bytes();
    return new Entry(Key.of(leaf), leaf.stream(), bytes, MerkleTree.leafHash(bytes), body, terms);
  }

  Instant time() {
    return key.time();
  }
}
