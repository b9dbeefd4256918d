package dev.yunzhi.e2e.failure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file system of its own that is soon full. To mount it takes root, or {@code sudo} that does not
 * ask. Not thread-safe.
 */
final class SmallDisk implements AutoCloseable {
  private final Path folder;
  private final Path ballast;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.ballast = folder.resolve("ballast");
  }

  /** Mounts one at a folder, which is made. */
  static SmallDisk mount(Path folder, int megabytes) throws IOException {
    Files.createDirectories(folder);
    run("mount", "-t", "tmpfs", "-o", "size=%dm,mode=0755".formatted(megabytes), "tmpfs", folder);
    return new SmallDisk(folder);
  }

  /** Fills it but for so many bytes. */
  void fill(long left) throws IOException {
    byte[] some = new byte[64 << 10];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (Files.getFileStore(folder).getUsableSpace() > left + some.length) {
        out.write(some);
      }
    }
  }

  /** Gives back what was filled. */
  void free() throws IOException {
    Files.delete(ballast);
  }

  @Override
  public void close() throws IOException {
    run("umount", "--lazy", folder);
  }

  private static void run(Object... command) throws IOException {
    List<String> line = new ArrayList<>();
    if (!System.getProperty("user.name").equals("root")) {
      line.addAll(List.of("sudo", "--non-interactive"));
    }
    for (Object word : command) {
      line.add(word.toString());
    }
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", line) + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
