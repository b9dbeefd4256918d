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
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What the Merkle log holds of an event. It vouches for the body by its digest, so a proof outlives
 * the body.
 *
 * @param digest SHA-256 of the body's canonical JSON (RFC 8785)
 */
public record Leaf(String stream, String cluster, String id, Instant time, Hash digest) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

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
    // The names stand in canonical order. Event bounds every field, hence the whole. Put together
    // by
    // hand: there is one for each event.
    StringBuilder json = new StringBuilder(256);
    json.append("{\"cluster\":").append(CanonicalJson.quote("cluster", cluster));
    json.append(",\"digest\":\"").append(digest);
    json.append("\",\"id\":").append(CanonicalJson.quote("id", id));
    json.append(",\"stream\":\"").append(stream).append("\",\"time\":\"");
    appendTime(json);
    return json.append("\"}").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** RFC 3339 in UTC, always with microseconds, so that an instant has one spelling. */
  private void appendTime(StringBuilder json) {
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
    digits(json, utc.getYear(), 1000).append('-');
    digits(json, utc.getMonthValue(), 10).append('-');
    digits(json, utc.getDayOfMonth(), 10).append('T');
    digits(json, utc.getHour(), 10).append(':');
    digits(json, utc.getMinute(), 10).append(':');
    digits(json, utc.getSecond(), 10).append('.');
    digits(json, utc.getNano() / 1000, 100_000).append('Z');
  }

  private static StringBuilder digits(StringBuilder json, int number, int highest) {
    for (int power = highest; power > 0; power /= 10) {
      json.append((char) ('0' + number / power % 10));
    }
    return json;
  }

  /** The leaf hash of RFC 6962. */
  public Hash hash() {
    return MerkleTree.leafHash(bytes());
  }
}
