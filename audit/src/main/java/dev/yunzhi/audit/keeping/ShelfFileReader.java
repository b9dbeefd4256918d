package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.store.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads what {@link ShelfFileWriter} wrote, block by block. Not thread-safe. */
final class ShelfFileReader implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final long blocks;
  private final long index;

  /**
   * Opens a file.
   *
   * @throws java.nio.file.NoSuchFileException when it is not there
   * @throws StoreException when it was not written as it should be, or was cut short
   */
  ShelfFileReader(Path file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      long size = channel.size();
      this.blocks = listed(size);
      this.index = size - ShelfFileWriter.TRAILER_BYTES - blocks * ShelfFileWriter.ENTRY_BYTES;
    } catch (IOException | RuntimeException e) {
      // Who gets no reader can close none, and a damaged file is asked for again and again.
      channel.close();
      throw e;
    }
  }

  /** How many blocks the end of the file speaks of. */
  private long listed(long size) throws IOException {
    if (size < ShelfFileWriter.TRAILER_BYTES) {
      throw damaged();
    }
    ByteBuffer trailer = read(size - ShelfFileWriter.TRAILER_BYTES, ShelfFileWriter.TRAILER_BYTES);
    long listed = trailer.getLong();
    long most = size / ShelfFileWriter.ENTRY_BYTES;
    if (trailer.getLong() != ShelfFileWriter.MARK || listed < 0 || listed > most) {
      throw damaged();
    }
    return listed;
  }

  /** A block as it is listed. */
  record Place(long first, long offset, int length) {}

  long blocks() {
    return blocks;
  }

  /** The n-th block. */
  Place place(long n) throws IOException {
    ByteBuffer entry = read(index + n * ShelfFileWriter.ENTRY_BYTES, ShelfFileWriter.ENTRY_BYTES);
    Place place = new Place(entry.getLong(), entry.getLong(), entry.getInt());
    if (place.offset < 0 || place.length < 0 || place.offset > index - place.length) {
      throw damaged();
    }
    return place;
  }

  byte[] bodies(Place place) throws IOException {
    return read(place.offset, place.length).array();
  }

  /** The block that begins with a leaf. */
  byte[] find(long first) throws IOException {
    long low = 0;
    long high = blocks - 1;
    while (low <= high) {
      long middle = (low + high) >>> 1;
      Place place = place(middle);
      if (place.first == first) {
        return bodies(place);
      }
      if (place.first < first) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    throw new StoreException("%s has no block from %d".formatted(file, first));
  }

  private ByteBuffer read(long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new EOFException(file + " ends early");
      }
    }
    return buffer.flip();
  }

  private StoreException damaged() {
    return new StoreException(file + " is not a file of the ledger's bodies, or was cut short");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
