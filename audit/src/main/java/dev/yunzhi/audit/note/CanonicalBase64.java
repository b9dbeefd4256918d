package dev.yunzhi.audit.note;

import java.util.Base64;
import java.util.Optional;

/**
 * Base 64 of RFC 4648, section 4, in its one spelling. Java's decoder takes text without padding
 * and with stray bits at the end, so that one signature would have many lines.
 */
final class CanonicalBase64 {
  private CanonicalBase64() {}

  static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return Base64.getEncoder().encodeToString(bytes).equals(text)
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
