package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.merkle.Hash;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * Writes a shelf: its blocks one after another, each a zstd frame (RFC 8878) as it lay in the
 * database, and at the end, in a skippable frame, where each begins. Any zstd unpacks it. Not
 * thread-safe.
 */
final class ShelfFileWriter implements AutoCloseable {
  /** The first of the skippable frames of RFC 8878. */
  static final int SKIPPABLE = 0x184D2A50;

  /** "yunzhi" and the version of the index, the file's last eight bytes. */
  static final long MARK = 0x79756e7a68690001L;

  /** First leaf, offset, length. */
  static final int ENTRY_BYTES = 8 + 8 + 4;

  /** Number of blocks, mark. */
  static final int TRAILER_BYTES = 8 + 8;

  private final FileChannel channel;
  private final MessageDigest digest;
  private final OutputStream out;
  private final ByteArrayOutputStream index = new ByteArrayOutputStream();
  private final DataOutputStream entries = new DataOutputStream(index);
  private long blocks;
  private long bytes;
  private long last = -1;

  ShelfFileWriter(Path file) throws IOException {
    digest = Hash.newDigest();
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    out =
        new DigestOutputStream(
            new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), digest);
  }

  /** Adds a block. They come in the order of their leaves. */
  void add(long first, byte[] packed) throws IOException {
    if (first <= last) {
      throw new IllegalArgumentException("block %d comes after %d".formatted(first, last));
    }
    last = first;
    entries.writeLong(first);
    entries.writeLong(bytes);
    entries.writeInt(packed.length);
    out.write(packed);
    bytes += packed.length;
    blocks++;
  }

  /** Ends the file and waits until it is on disk. */
  Hash finish() throws IOException {
    entries.writeLong(blocks);
    entries.writeLong(MARK);
    ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(SKIPPABLE).putInt(index.size());
    out.write(head.array());
    index.writeTo(out);
    out.flush();
    bytes += head.capacity() + index.size();
    channel.force(true);
    return Hash.of(digest.digest());
  }

  long bytes() {
    return bytes;
  }

  long blocks() {
    return blocks;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
