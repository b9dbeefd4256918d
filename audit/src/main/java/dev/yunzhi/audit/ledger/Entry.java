package dev.yunzhi.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.json.CanonicalJson;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.MerkleTree;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/**
 * An event with everything computed that does not need the sequencer.
 *
 * @param leaf the bytes of the leaf; not to be changed
 * @param hash of the leaf
 * @param body canonical JSON; not to be changed
 */
// Never compared: a key is.
@SuppressWarnings("ArrayRecordComponent")
record Entry(Key key, String stream, byte[] leaf, Hash hash, byte[] body) {
  /**
   * What an event is known by.
   *
   * @param time of the event: what is sent twice has it twice
   * @param digest 128 bits of a SHA-256 over stream, cluster and id
   */
  record Key(Instant time, UUID digest) {}

  static Entry of(Event event) {
    byte[] body = CanonicalJson.of("body", event.body()).getBytes(UTF_8);
    Leaf leaf =
        new Leaf(event.stream(), event.cluster(), event.id(), event.time(), Hash.sha256(body));
    byte[] bytes = leaf.bytes();
    return new Entry(key(event), event.stream(), bytes, MerkleTree.leafHash(bytes), body);
  }

  private static Key key(Event event) {
    // A stream has no zero byte, and a cluster is measured, so no two events write the same.
    byte[] cluster = event.cluster().getBytes(UTF_8);
    byte[] measure = ByteBuffer.allocate(Integer.BYTES).putInt(cluster.length).array();
    Hash hash =
        Hash.sha256(
            event.stream().getBytes(UTF_8),
            new byte[1],
            measure,
            cluster,
            event.id().getBytes(UTF_8));
    ByteBuffer bytes = ByteBuffer.wrap(hash.bytes());
    return new Key(event.time(), new UUID(bytes.getLong(), bytes.getLong()));
  }

  Instant time() {
    return key.time();
  }
}
