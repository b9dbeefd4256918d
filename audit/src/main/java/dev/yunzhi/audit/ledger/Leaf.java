package dev.yunzhi.audit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.yunzhi.audit.json.CanonicalJson;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.MerkleTree;
import dev.yunzhi.audit.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What the Merkle log holds of an event. It vouches for the body by its digest, so a proof outlives
 * the body.
 *
 * @param digest SHA-256 of the body's canonical JSON (RFC 8785)
 */
public record Leaf(String stream, String cluster, String id, Instant time, Hash digest) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** RFC 3339 in UTC, always with microseconds, so that an instant has one spelling. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /**
   * Reads a leaf.
   *
   * @param bytes as {@link #bytes()} made them, and not otherwise
   * @throws StoreException when they are no leaf in its one spelling
   */
  public static Leaf parse(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      Leaf leaf =
          new Leaf(
              json.path("stream").asText(),
              json.path("cluster").asText(),
              json.path("id").asText(),
              Instant.parse(json.path("time").asText()),
              Hash.of(HexFormat.of().parseHex(json.path("digest").asText())));
      if (Arrays.equals(leaf.bytes(), bytes)) {
        return leaf;
      }
    } catch (IOException | DateTimeParseException | IllegalArgumentException e) {
      // Told below.
    }
    throw new StoreException(
        "this is no leaf of the ledger: " + new String(bytes, StandardCharsets.UTF_8));
  }

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
