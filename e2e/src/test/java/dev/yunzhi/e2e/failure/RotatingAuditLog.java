package dev.yunzhi.e2e.failure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * A folder as kube-apiserver's {@code --audit-log-path} leaves it: a file that grows, and those
 * that it was before, compressed. Not thread-safe.
 */
final class RotatingAuditLog {
  private final Path folder;
  private final List<String> ids = new ArrayList<>();
  private int rotations;

  RotatingAuditLog(Path folder) {
    this.folder = folder;
  }

  /** Writes so many events more. */
  void append(int events) throws IOException {
    StringBuilder lines = new StringBuilder();
    String now = Instant.now().toString();
    for (int i = 0; i < events; i++) {
      String id = "shipped-" + ids.size();
      lines
          .append(
              """
              {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"%s",\
              "stage":"ResponseComplete","verb":"create","user":{"username":"zhang"},\
              "requestURI":"/api/v1/namespaces/tenant-a/configmaps","stageTimestamp":"%s"}"""
                  .formatted(id, now))
          .append('\n');
      ids.add(id);
    }
    Files.writeString(growing(), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Gives the file its last name; the next event begins another one. */
  void rotate() throws IOException {
    Files.move(growing(), rotated(++rotations));
  }

  /** Compresses the file of the last rotation to the half, under the name that it will have. */
  void beginToCompress() throws IOException {
    byte[] whole = compressed(rotated(rotations));
    Files.write(compressed(rotations), Arrays.copyOf(whole, whole.length / 2));
  }

  /** Compresses the other half too. */
  void compress() throws IOException {
    Path plain = rotated(rotations);
    Files.write(compressed(rotations), compressed(plain));
    Files.delete(plain);
  }

  private static byte[] compressed(Path plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      Files.copy(plain, gzip);
    }
    return bytes.toByteArray();
  }

  private Path rotated(int rotation) {
    return folder.resolve("audit-%04d.log".formatted(rotation));
  }

  private Path compressed(int rotation) {
    return folder.resolve("audit-%04d.log.gz".formatted(rotation));
  }

  private Path growing() {
    return folder.resolve("audit.log");
  }

  /** Those of all events so far. */
  List<String> ids() {
    return List.copyOf(ids);
  }
}
