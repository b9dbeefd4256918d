package dev.yunzhi.audit.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A file for each log, which is replaced as a whole and is on disk before {@link #keep} returns.
 * One program at a time has the folder. Thread-safe for different logs.
 */
public final class FolderMemory implements Memory, AutoCloseable {
  private final Path folder;
  private final FileChannel lockFile;

  /**
   * Takes the folder, and makes it where there is none.
   *
   * @throws IOException when it cannot be written, or another program has it
   */
  public FolderMemory(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.lockFile = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
    if (!locked(lockFile)) {
      lockFile.close();
      throw new IOException("%s is in use by another witness".formatted(folder));
    }
  }

  private static boolean locked(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Origins may have any character, so a file has the digest of its. */
  private Path file(String origin) {
    return folder.resolve(Hash.sha256(origin.getBytes(UTF_8)) + ".checkpoint");
  }

  @Override
  public Optional<Note> last(String origin) throws IOException {
    Path file = file(origin);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Note.parse(Files.readAllBytes(file)));
    } catch (MalformedNoteException e) {
      throw new IOException("%s is no checkpoint: %s".formatted(file, e.getMessage()), e);
    }
  }

  @Override
  public void keep(String origin, Note cosigned) throws IOException {
    Path file = file(origin);
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try (FileChannel out = FileChannel.open(unfinished, CREATE, WRITE, TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(cosigned.toString().getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    // The name is on disk only when the folder is.
    try (FileChannel names = FileChannel.open(folder, READ)) {
      names.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
