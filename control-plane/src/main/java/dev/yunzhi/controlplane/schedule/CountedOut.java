package dev.yunzhi.controlplane.schedule;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what goes through it. Not thread-safe. */
final class CountedOut extends FilterOutputStream {
  private long bytes;

  CountedOut(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int one) throws IOException {
    out.write(one);
    bytes++;
  }

  @Override
  public void write(byte[] part, int offset, int length) throws IOException {
    out.write(part, offset, length);
    bytes += length;
  }

  long bytes() {
    return bytes;
  }
}
