package dev.yunzhi.operator.decision;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lines that wait on disk, in segments, oldest first. A line is on disk when {@link #append}
 * returns; after a crash at most a line that never was acknowledged lies there half, without its
 * line feed. Thread-safe; one process at a time may hold a directory.
 */
final class Spool implements AutoCloseable {

  private static final String SUFFIX = ".ndjson";
  private static final long FULL = -1;

  private final Path directory;
  private final long limit;
  private final long segmentSize;
  private final FileChannel lockFile;
  private final FileLock lock;
  private final Deque<Path> closed = new ArrayDeque<>();
  private FileChannel open;
  private Path openPath;
  private long next;
  private long bytes;
  private long lines;
  private final Object disk = new Object();
  private long onDisk;

  /**
   * @param limit of all segments together, bytes
   * @param segmentSize at which a segment is closed, bytes; a segment is one batch
   * @throws IOException when the directory cannot be used, or another process holds it
   */
  Spool(Path directory, long limit, long segmentSize) throws IOException {
    this.directory = directory;
    this.limit = limit;
    this.segmentSize = segmentSize;
    Files.createDirectories(directory);
    this.lockFile =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    this.lock = tryLock();
    if (lock == null) {
      lockFile.close();
      throw new IOException(
          "%s is held by another process; give each its own yunzhi.spool-directory"
              .formatted(directory));
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Spool::isSegment).sorted().toList()) {
        closed.add(file);
        bytes += Files.size(file);
        next = sequence(file) + 1;
      }
    }
  }

  private FileLock tryLock() throws IOException {
    try {
      return lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /**
   * Writes lines to disk, which is waited for once for all of them.
   *
   * @param lines without line feeds
   * @return how many of them were kept, the first ones; the spool is full if that is not all
   */
  int append(List<byte[]> lines) throws IOException {
    long last = 0;
    int kept = 0;
    for (byte[] line : lines) {
      long written = write(line);
      if (written == FULL) {
        break;
      }
      last = written;
      kept++;
    }
    if (kept > 0) {
      awaitOnDisk(last);
    }
    return kept;
  }

  /**
   * @return how many lines were written till now, this one included; {@link #FULL} if it was not
   */
  private synchronized long write(byte[] line) throws IOException {
    int length = line.length + 1;
    if (bytes + length > limit) {
      return FULL;
    }
    if (open == null) {
      openPath = directory.resolve("%020d%s".formatted(next++, SUFFIX));
      open = FileChannel.open(openPath, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
    var buffer = ByteBuffer.allocate(length).put(line).put((byte) '\n').flip();
    while (buffer.hasRemaining()) {
      open.write(buffer);
    }
    bytes += length;
    if (open.size() >= segmentSize) {
      closeSegment();
    }
    return ++lines;
  }

  /** One write to disk does for all lines that came while the one before was under way. */
  private void awaitOnDisk(long line) throws IOException {
    synchronized (disk) {
      if (onDisk >= line) {
        return;
      }
      FileChannel channel;
      long upTo;
      synchronized (this) {
        channel = open;
        upTo = lines;
      }
      try {
        if (channel != null) {
          channel.force(false);
        }
      } catch (ClosedChannelException e) {
        // What closed the segment has put it on disk first.
      }
      onDisk = upTo;
    }
  }

  /** The oldest segment, which gets no more lines; empty when nothing waits. */
  synchronized Optional<Path> oldest() throws IOException {
    if (closed.isEmpty() && open != null) {
      closeSegment();
    }
    return Optional.ofNullable(closed.peekFirst());
  }

  /** Removes the segment that {@link #oldest} gave. */
  synchronized void remove(Path segment) throws IOException {
    if (!segment.equals(closed.peekFirst())) {
      throw new IllegalArgumentException(segment + " is not the oldest segment");
    }
    long size = Files.size(segment);
    Files.delete(segment);
    closed.removeFirst();
    bytes -= size;
  }

  /** Bytes that wait. */
  synchronized long bytes() {
    return bytes;
  }

  /** Bytes that may wait. */
  long limit() {
    return limit;
  }

  private void closeSegment() throws IOException {
    open.force(false);
    open.close();
    open = null;
    closed.addLast(openPath);
  }

  private static boolean isSegment(Path file) {
    return file.getFileName().toString().endsWith(SUFFIX);
  }

  private static long sequence(Path segment) {
    String name = segment.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
  }

  @Override
  public synchronized void close() throws IOException {
    if (open != null) {
      closeSegment();
    }
    lock.release();
    lockFile.close();
  }
}
