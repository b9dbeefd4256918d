package dev.yunzhi.e2e.failure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder as kube-apiserver's {@code --audit-log-path} leaves it: a file that grows, and those
 * that it was before. Not thread-safe.
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
    Files.move(growing(), folder.resolve("audit-%04d.log".formatted(rotations++)));
  }

  private Path growing() {
    return folder.resolve("audit.log");
  }

  /** Those of all events so far. */
  List<String> ids() {
    return List.copyOf(ids);
  }
}
