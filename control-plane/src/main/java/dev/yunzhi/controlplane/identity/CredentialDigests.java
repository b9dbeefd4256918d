package dev.yunzhi.controlplane.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for a while what some credentials were found to be, without keeping the credentials:
 * they are known by an HMAC under a key that dies with the process. Bounded; thread-safe.
 */
final class CredentialDigests<V> {
  private static final int MAX_ENTRIES = 4096;

  private final byte[] key = new byte[32];
  private final Clock clock;
  private final Duration memory;
  private final Map<String, Remembered<V>> entries = new LinkedHashMap<>();

  private record Remembered<V>(V value, Instant until) {}

  CredentialDigests(Clock clock, Duration memory) {
    this.clock = clock;
    this.memory = memory;
    new SecureRandom().nextBytes(key);
  }

  /** What tells these credentials from all others; says nothing about them. */
  String digest(String... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        mac.update(bytes);
      }
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  synchronized Optional<V> get(String digest) {
    Remembered<V> found = entries.get(digest);
    return found == null || clock.instant().isAfter(found.until())
        ? Optional.empty()
        : Optional.of(found.value());
  }

  synchronized void put(String digest, V value) {
    entries.remove(digest);
    if (entries.size() >= MAX_ENTRIES) {
      // The first is the one remembered longest ago.
      entries.remove(entries.keySet().iterator().next());
    }
    entries.put(digest, new Remembered<>(value, clock.instant().plus(memory)));
  }
}
