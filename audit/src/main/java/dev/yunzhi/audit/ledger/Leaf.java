package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.json.CanonicalJson;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.MerkleTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What the Merkle log holds of an event. It vouches for the body by its digest, so a proof outlives
 * the body.
 *
 * @param digest SHA-256 of the body's canonical JSON (RFC 8785)
 */
public record Leaf(String stream, String cluster, String id, Instant time, Hash digest) {
  /** RFC 3339 in UTC, always with microseconds, so that an instant has one spelling. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** The leaf itself: a canonical JSON object, at most 65 535 bytes as tlog-tiles demands. */
  public byte[] bytes() {
    // The names stand in canonical order. Event bounds every field, hence the whole.
    String json =
        "{\"cluster\":%s,\"digest\":\"%s\",\"id\":%s,\"stream\":\"%s\",\"time\":\"%s\"}"
            .formatted(
                CanonicalJson.quote("cluster", cluster),
                digest,
                CanonicalJson.quote("id", id),
                stream,
                TIME.format(time));
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** The leaf hash of RFC 6962. */
  public Hash hash() {
    return MerkleTree.leafHash(bytes());
  }
}
