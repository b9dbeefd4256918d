package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How far each file was acknowledged, kept in a file of its own that is on disk before anything
 * else goes on. Not thread-safe.
 */
final class ShippedPositions {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, Long> positions = new TreeMap<>();

  private ShippedPositions(Path file) {
    this.file = file;
  }

  /**
   * Those of a file, none where it is not there yet.
   *
   * @throws IOException when it cannot be read, or is something else
   */
  static ShippedPositions read(Path file) throws IOException {
    ShippedPositions read = new ShippedPositions(file);
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      if (!json.isObject()) {
        throw new IOException("is not a JSON object");
      }
      for (Map.Entry<String, JsonNode> entry : json.properties()) {
        if (!entry.getValue().canConvertToLong() || entry.getValue().asLong() < 0) {
          throw new IOException("holds %s for a position".formatted(entry.getValue()));
        }
        read.positions.put(entry.getKey(), entry.getValue().asLong());
      }
    } catch (NoSuchFileException e) {
      // The first time.
    } catch (IOException e) {
      throw new IOException("the positions in %s: %s".formatted(file, e.getMessage()), e);
    }
    return read;
  }

  /** In bytes after decompression; 0 for a file that is not known. */
  long of(AuditLogFile log) {
    return positions.getOrDefault(log.id(), 0L);
  }

  /** Keeps a position, on disk when this returns. */
  void keep(AuditLogFile log, long position) throws IOException {
    positions.put(log.id(), position);
    write();
  }

  /** Forgets files that are not there any more. */
  void retain(Set<String> ids) throws IOException {
    if (positions.keySet().retainAll(ids)) {
      write();
    }
  }

  private void write() throws IOException {
    ObjectNode json = JSON.createObjectNode();
    positions.forEach(json::put);
    Path absolute = file.toAbsolutePath();
    Path draft = absolute.resolveSibling(absolute.getFileName() + ".new");
    try (FileChannel out =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(JSON.writeValueAsBytes(json)));
      out.force(true);
    }
    Files.move(
        draft, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder = FileChannel.open(absolute.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
