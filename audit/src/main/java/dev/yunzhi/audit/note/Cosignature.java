package dev.yunzhi.audit.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * What a witness states of a checkpoint (C2SP tlog-cosignature): at that time, it was the largest
 * tree that the witness had seen, consistent with all before.
 *
 * @param time to the second
 * @param signature over {@link #message}; not to be changed
 */
// Compared by its bytes.
@SuppressWarnings("ArrayRecordComponent")
public record Cosignature(Instant time, byte[] signature) {
  private static final int LENGTH = Long.BYTES + Ed25519.SIGNATURE_SIZE;

  /** Out of a line; nothing where it has not the form. */
  public static Optional<Cosignature> of(NoteSignature line) {
    byte[] bytes = line.signature();
    long seconds = bytes.length == LENGTH ? ByteBuffer.wrap(bytes).getLong() : -1;
    if (seconds < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Cosignature(
              Instant.ofEpochSecond(seconds), Arrays.copyOfRange(bytes, Long.BYTES, LENGTH)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** What is signed. */
  static byte[] message(Instant time, String text) {
    return "cosignature/v1\ntime %d\n%s".formatted(time.getEpochSecond(), text).getBytes(UTF_8);
  }

  byte[] message(String text) {
    return message(time, text);
  }

  /** As it lies in a line. */
  byte[] bytes() {
    return ByteBuffer.allocate(LENGTH).putLong(time.getEpochSecond()).put(signature).array();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cosignature that && Arrays.equals(bytes(), that.bytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes());
  }
}
