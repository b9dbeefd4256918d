package dev.yunzhi.e2e.failure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file system of its own that is soon full. Who may mount none has the kernel refuse the
 * database's processes to let files grow instead, which PostgreSQL takes for a full disk (it
 * ignores SIGXFSZ for that). Not thread-safe.
 */
final class SmallDisk implements AutoCloseable {
  /** Less than a segment of the write-ahead log. */
  private static final int MOST_OF_A_FILE = 8 << 20;

  private final Path folder;
  private final Path ballast;
  private final boolean mounted;

  private SmallDisk(Path folder, boolean mounted) {
    this.folder = folder;
    this.ballast = folder.resolve("ballast");
    this.mounted = mounted;
  }

  /** Mounts one at a folder, which is made. */
  static SmallDisk mount(Path folder, int megabytes) throws IOException {
    Files.createDirectories(folder);
    String size = "size=%dm,mode=0755".formatted(megabytes);
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder)
            || run("sudo", "-n", "mount", "-t", "tmpfs", "-o", size, "tmpfs", folder);
    return new SmallDisk(folder, mounted);
  }

  /** Fills it but for so many bytes. */
  void fill(long left, ProcessHandle database) throws IOException {
    if (!mounted) {
      limit(database, String.valueOf(MOST_OF_A_FILE));
      return;
    }
    byte[] some = new byte[64 << 10];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (Files.getFileStore(folder).getUsableSpace() > left + some.length) {
        out.write(some);
      }
    }
  }

  /** Gives back what was filled. */
  void free(ProcessHandle database) throws IOException {
    if (mounted) {
      Files.delete(ballast);
    } else {
      limit(database, "unlimited");
    }
  }

  /**
   * The first process before the list of the others is made: what it starts has its limit, so
   * whatever it had started with the limit of before is on the list, or has ended.
   */
  private static void limit(ProcessHandle database, String bytes) throws IOException {
    limitOne(database, bytes);
    for (ProcessHandle process : database.descendants().toList()) {
      limitOne(process, bytes);
    }
  }

  private static void limitOne(ProcessHandle process, String bytes) throws IOException {
    boolean done = run("prlimit", "--pid", process.pid(), "--fsize=" + bytes + ":");
    if (!done && process.isAlive()) {
      throw new IOException(
          "a disk that fills up needs root, sudo or prlimit (util-linux); there is none here");
    }
  }

  @Override
  public void close() throws IOException {
    if (mounted && !run("umount", "--lazy", folder)) {
      run("sudo", "-n", "umount", "--lazy", folder);
    }
  }

  private static boolean run(Object... command) throws IOException {
    List<String> line = Stream.of(command).map(Object::toString).toList();
    try {
      return new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      // There is no such command.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
