package dev.yunzhi.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** A file that tells how far it was read. */
final class CountedFile extends FilterInputStream {
  private final LongConsumer told;
  private long count;

  private CountedFile(InputStream in, LongConsumer told) {
    super(in);
    this.told = told;
  }

  /**
   * Opens a file.
   *
   * @throws UncheckedIOException when it cannot be opened
   */
  static InputStream open(Path file, LongConsumer told) {
    try {
      return new CountedFile(Files.newInputStream(file), told);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    told.accept(one < 0 ? count : ++count);
    return one;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    count += Math.max(0, read);
    told.accept(count);
    return read;
  }
}
