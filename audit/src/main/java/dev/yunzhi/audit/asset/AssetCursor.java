package dev.yunzhi.audit.asset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.InvalidFieldException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A place in the order of assets as text that can stand in a URL. */
final class AssetCursor {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AssetCursor() {}

  static String after(AssetId asset) {
    List<String> parts =
        List.of(asset.cluster(), asset.kind(), asset.namespace(), asset.name(), asset.uid());
    try {
      byte[] json = JSON.writeValueAsBytes(parts);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings are JSON", e);
    }
  }

  /**
   * The asset that the page follows.
   *
   * @throws InvalidFieldException when the text was not made by {@link #after}
   */
  static AssetId parse(String cursor) {
    try {
      byte[] json = Base64.getUrlDecoder().decode(cursor);
      String[] parts = JSON.readValue(new String(json, StandardCharsets.UTF_8), String[].class);
      return new AssetId(parts[0], parts[1], parts[2], parts[3], parts[4]);
    } catch (IllegalArgumentException
        | JsonProcessingException
        | NullPointerException
        | ArrayIndexOutOfBoundsException e) {
      throw invalid(e);
    }
  }

  /** What to say of a page that no earlier page named. */
  static InvalidFieldException invalid(Exception cause) {
    InvalidFieldException invalid =
        new InvalidFieldException(
            "page", "is not what an earlier page gave as the start of the next one");
    invalid.initCause(cause);
    return invalid;
  }
}
