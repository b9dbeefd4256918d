package dev.yunzhi.audit.keeping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.json.CanonicalJson;
import dev.yunzhi.audit.ledger.MovedBodies;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directory of shelves that were moved out of the database. Thread-safe. */
public final class ShelfFiles implements MovedBodies {
  private static final Pattern NAME =
      Pattern.compile("[a-z][a-z0-9-]{0,39}-[0-9]{4}-[0-9]{2}-[0-9a-f]{16}\\.zst");

  /** What a file's name ends with while it is written. */
  private static final String UNFINISHED = ".tmp";

  private static final int HASH_DIGITS = 16;

  private final Path directory;

  public ShelfFiles(Path directory) {
    this.directory = directory;
  }

  /** Adds blocks to a file, in the order of their leaves. */
  interface Blocks {
    void writeTo(ShelfFileWriter writer) throws IOException;
  }

  /**
   * Writes a file and its manifest beside it. When this returns, both are on disk under their
   * names, and what is there was read again and is what was written.
   *
   * @param announced takes its name before anything is there under it
   * @throws StoreException when it is not
   */
  ShelfFile write(Shelf shelf, ObjectNode facts, Consumer<String> announced, Blocks blocks)
      throws IOException {
    String stem = shelf.name().replace('/', '-');
    // The same each time: what a killed program left is written over.
    Path unfinished = directory.resolve(stem + UNFINISHED);
    ShelfFile file;
    try (ShelfFileWriter writer = new ShelfFileWriter(unfinished)) {
      blocks.writeTo(writer);
      Hash sha256 = writer.finish();
      String name = "%s-%s.zst".formatted(stem, sha256.toString().substring(0, HASH_DIGITS));
      file = new ShelfFile(name, sha256, writer.bytes(), writer.blocks());
    }
    announced.accept(file.name());
    Files.move(unfinished, directory.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
    ObjectNode manifest = facts.deepCopy();
    describe(file, manifest);
    writeManifest(stem, file, CanonicalJson.of("manifest", manifest));
    try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
      entry.force(true);
    }
    requireWhole(file);
    return file;
  }

  /** What the manifest and the event say of a file. */
  static void describe(ShelfFile file, ObjectNode facts) {
    facts
        .put("file", file.name())
        .put("sha256", file.sha256().toString())
        .put("bytes", file.bytes())
        .put("blocks", file.blocks());
  }

  private void writeManifest(String stem, ShelfFile file, String manifest) throws IOException {
    Path unfinished = directory.resolve(stem + ".json" + UNFINISHED);
    Files.writeString(unfinished, manifest, StandardCharsets.UTF_8);
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(unfinished, manifest(file.name()), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path manifest(String name) {
    return directory.resolve(name.replaceAll("\\.zst$", ".json"));
  }

  private void requireWhole(ShelfFile file) throws IOException {
    Path path = directory.resolve(file.name());
    if (!sha256(path).equals(file.sha256())) {
      throw new StoreException(path + " does not hold what was written to it");
    }
    try (ShelfFileReader reader = new ShelfFileReader(path)) {
      if (reader.blocks() != file.blocks()) {
        throw new StoreException(path + " does not list what was written to it");
      }
    }
  }

  private static Hash sha256(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return Hash.sha256(in);
    }
  }

  /**
   * Opens a file.
   *
   * @throws NoSuchFileException when it is not there
   */
  ShelfFileReader open(String name) throws IOException {
    return new ShelfFileReader(path(name));
  }

  private Path path(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new StoreException("\"%s\" is no name of a file of the ledger".formatted(name));
    }
    return directory.resolve(name);
  }

  @Override
  public byte[] read(String file, long first) {
    try (ShelfFileReader reader = open(file)) {
      return reader.find(first);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new StoreException("the file %s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  /** Deletes a file and its manifest, if they are there. */
  void delete(String name) throws IOException {
    Files.deleteIfExists(manifest(path(name).getFileName().toString()));
    Files.deleteIfExists(path(name));
  }

  /** Deletes what was being written by programs that are gone: nothing came since the instant. */
  void deleteUnfinished(Instant since) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      for (Path file : all.filter(path -> path.toString().endsWith(UNFINISHED)).toList()) {
        try {
          if (Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
            Files.deleteIfExists(file);
          }
        } catch (NoSuchFileException e) {
          // It has its last name by now.
        }
      }
    }
  }

  /** Whether a file is there. */
  boolean contains(String name) {
    return Files.exists(path(name));
  }

  /** Whether a file is there and has a digest. */
  boolean holds(String name, Hash sha256) {
    try {
      return sha256(path(name)).equals(sha256);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the directory is there: it may be a volume that is not mounted. */
  boolean isThere() {
    return Files.isDirectory(directory);
  }
}
