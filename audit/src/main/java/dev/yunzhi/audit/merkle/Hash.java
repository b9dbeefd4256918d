package dev.yunzhi.audit.merkle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 value: 32 bytes, immutable. */
public final class Hash {
  /** The length in bytes. */
  public static final int LENGTH = 32;

  /** Only ever cloned: to look a new one up costs as much as to digest a leaf. */
  private static final MessageDigest SHA_256 = lookedUp();

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A value computed elsewhere.
   *
   * @throws IllegalArgumentException when there are not exactly 32 bytes
   */
  public static Hash of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  static Hash of(byte[] bytes, int from, int to) {
    if (to - from != LENGTH) {
      throw new IllegalArgumentException("a SHA-256 value has 32 bytes, not " + (to - from));
    }
    return new Hash(Arrays.copyOfRange(bytes, from, to));
  }

  /** The SHA-256 of the parts, one after another. */
  public static Hash sha256(byte[]... parts) {
    MessageDigest digest = newDigest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return new Hash(digest.digest());
  }

  /**
   * The SHA-256 of all that is left of a stream, read in constant memory.
   *
   * @throws IOException when the stream throws it
   */
  public static Hash sha256(InputStream in) throws IOException {
    DigestInputStream digested = new DigestInputStream(in, newDigest());
    digested.transferTo(OutputStream.nullOutputStream());
    return new Hash(digested.getMessageDigest().digest());
  }

  /** A digest that has seen nothing, for what passes by piece by piece. */
  public static MessageDigest newDigest() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own SHA-256 can be cloned", e);
    }
  }

  private static MessageDigest lookedUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Lower-case hexadecimal, 64 digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
