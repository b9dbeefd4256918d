package dev.yunzhi.cli;

import dev.yunzhi.audit.merkle.Hash;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of audit events, one JSON object on each line, as kube-apiserver's {@code
 * --audit-log-path} writes it; {@code .gz} where it was compressed after its rotation.
 *
 * @param id of what is in it, whatever the file is called by now: SHA-256 of its first line, which
 *     holds an audit id
 * @param size in bytes as it lies there, when it was looked at: what is in it later makes it longer
 */
record AuditLogFile(Path path, String id, long size) {

  /**
   * The files in the order of their events.
   *
   * @param places files, and folders of them
   * @param unfinished which are left out; those that are found are added
   */
  static List<AuditLogFile> in(List<Path> places, UnfinishedFiles unfinished) throws IOException {
    List<AuditLogFile> files = new ArrayList<>();
    List<Path> listed = new ArrayList<>();
    for (Path place : places) {
      files.addAll(in(place, unfinished, listed));
    }
    unfinished.retain(listed);
    return files;
  }

  private static List<AuditLogFile> in(Path place, UnfinishedFiles unfinished, List<Path> listed)
      throws IOException {
    while (true) {
      List<AuditLogFile> files = new ArrayList<>();
      try {
        List<Path> paths = paths(place);
        for (Path path : paths) {
          of(path, unfinished).ifPresent(files::add);
        }
        listed.addAll(paths);
        return files;
      } catch (NoSuchFileException e) {
        if (e.getFile().equals(place.toString())) {
          throw e;
        }
        // It has another path since the folder was listed: after a rotation.
      }
    }
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
  private static Optional<AuditLogFile> of(Path path, UnfinishedFiles unfinished)
      throws IOException {
    if (!unfinished.worthATry(path)) {
      return Optional.empty();
    }
    long size = Files.size(path);
    try (InputStream in = open(path)) {
      byte[] first = AuditLogLines.line(in);
      if (first == null) {
        unfinished.isWhole(path);
        return Optional.empty();
      }
      return Optional.of(new AuditLogFile(path, id(first), size));
    } catch (EOFException | ZipException e) {
      unfinished.endsTooEarly(path, e);
      return Optional.empty();
    }
  }

  private static String id(byte[] first) {
    return Hash.sha256(first).toString();
  }

  private static InputStream open(Path path) throws IOException {
    InputStream file = Files.newInputStream(path);
    try {
      return new BufferedInputStream(
          path.toString().endsWith(".gz") ? new GZIPInputStream(file) : file, 1 << 16);
    } catch (IOException e) {
      // Its head is read at once: without it, nobody else would close the file.
      file.close();
      throw e;
    }
  }

  /**
   * Its whole lines from a position on, for the caller to close.
   *
   * @param position in bytes after decompression: 0, or behind a line
   * @return null where it has another path by now: after a rotation
   */
  AuditLogLines from(long position) throws IOException {
    InputStream in;
    try {
      in = open(path);
    } catch (NoSuchFileException e) {
      return null;
    }
    try {
      byte[] first = AuditLogLines.line(in);
      if (first != null && id(first).equals(id)) {
        return new AuditLogLines(in, first, position);
      }
    } catch (IOException e) {
      in.close();
      throw e;
    }
    in.close();
    return null;
  }
}
