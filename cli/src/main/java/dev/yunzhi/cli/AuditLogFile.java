package dev.yunzhi.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.merkle.Hash;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A file of audit events, one JSON object on each line, as kube-apiserver's {@code
 * --audit-log-path} writes it; {@code .gz} where it was compressed after its rotation.
 *
 * @param id of what is in it, whatever the file is called by now: SHA-256 of its first line, which
 *     holds an audit id
 */
record AuditLogFile(Path path, String id) {
  /** No event is longer: kube-apiserver itself truncates below that, where it is told to. */
  private static final int MAX_LINE = 32 << 20;

  /** Lines of a file, and where they end in it, in bytes after decompression. */
  record Lines(List<String> lines, long end) {}

  /**
   * The files in the order of their events.
   *
   * @param places files, and folders of them
   */
  static List<AuditLogFile> in(List<Path> places) throws IOException {
    List<AuditLogFile> files = new ArrayList<>();
    for (Path place : places) {
      for (Path path : paths(place)) {
        of(path).ifPresent(files::add);
      }
    }
    return files;
  }

  private static List<Path> paths(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> all = Files.list(place)) {
      // A rotated audit-<instant>.log comes before audit.log, the one that grows.
      return all.filter(path -> path.getFileName().toString().matches(".*\\.log(\\.gz)?"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /** Nothing where there is no whole line yet. */
  private static Optional<AuditLogFile> of(Path path) throws IOException {
    try (InputStream in = open(path)) {
      byte[] first = line(in);
      return first == null
          ? Optional.empty()
          : Optional.of(new AuditLogFile(path, Hash.sha256(first).toString()));
    }
  }

  private static InputStream open(Path path) throws IOException {
    InputStream file = Files.newInputStream(path);
    return new BufferedInputStream(
        path.toString().endsWith(".gz") ? new GZIPInputStream(file) : file, 1 << 16);
  }

  /** A line with its newline; null where there is none that is whole. */
  private static byte[] line(InputStream in) throws IOException {
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
   * Whole lines from a position on.
   *
   * @param atMost lines
   * @param bytes that are enough; one line more may come
   */
  Lines read(long from, int atMost, int bytes) throws IOException {
    List<String> lines = new ArrayList<>();
    long end = from;
    try (InputStream in = open(path)) {
      in.skipNBytes(from);
      while (lines.size() < atMost && end - from < bytes) {
        byte[] line = line(in);
        if (line == null) {
          break;
        }
        end += line.length;
        lines.add(new String(line, UTF_8).strip());
      }
    }
    return new Lines(lines, end);
  }
}
