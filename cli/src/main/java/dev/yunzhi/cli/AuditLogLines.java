package dev.yunzhi.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/** The whole lines of an audit log file, some at a time. Not thread-safe. */
final class AuditLogLines implements AutoCloseable {
  /** No event is longer: kube-apiserver itself truncates below that, where it is told to. */
  private static final int MAX_LINE = 32 << 20;

  private final InputStream in;
  private long position;

  /** The first line, where it was read and not yet passed on. */
  private byte[] unread;

  /** Half a line may have been read then, the end of which is no line of its own. */
  private boolean ended;

  /** Why nothing is to be read behind the lines that were. */
  private IOException endedBy;

  /**
   * @param in the file behind its first line; closed with this
   * @param first line
   * @param position to begin at: 0, or behind a line
   */
  AuditLogLines(InputStream in, byte[] first, long position) throws IOException {
    this.in = in;
    this.position = position;
    if (position == 0) {
      unread = first;
    } else {
      in.skipNBytes(position - first.length);
    }
  }

  /** A line with its newline; null where there is none that is whole. */
  static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(2048);
    for (int next = in.read(); next >= 0; next = in.read()) {
      line.write(next);
      if (next == '\n') {
        return line.toByteArray();
      }
      if (line.size() > MAX_LINE) {
        throw new IOException("a line of more than %d bytes".formatted(MAX_LINE));
      }
    }
    return null;
  }

  /**
   * The next ones.
   *
   * @param atMost lines
   * @param bytes that are enough; one line more may come
   * @return none when all were read that were there
   * @throws EOFException when a compressed file ends too early, after all lines in front of that
   * @throws ZipException when it is damaged, likewise
   */
  List<String> next(int atMost, int bytes) throws IOException {
    List<String> lines = new ArrayList<>();
    long start = position;
    while (!ended && lines.size() < atMost && position - start < bytes) {
      byte[] line = unread == null ? lineOrEnd() : unread;
      unread = null;
      if (line == null) {
        ended = true;
      } else {
        position += line.length;
        lines.add(new String(line, UTF_8).strip());
      }
    }
    if (lines.isEmpty() && endedBy != null) {
      throw endedBy;
    }
    return lines;
  }

  private byte[] lineOrEnd() throws IOException {
    try {
      return line(in);
    } catch (EOFException | ZipException e) {
      endedBy = e;
      return null;
    }
  }

  /** Where the lines that were read end in the file, in bytes after decompression. */
  long position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
