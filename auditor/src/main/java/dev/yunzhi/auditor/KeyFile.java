package dev.yunzhi.auditor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.note.NoteSigner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A private key in a file of its own, which only its owner may read. */
final class KeyFile {
  private KeyFile() {}

  /**
   * Writes a new one.
   *
   * @throws IOException when there is such a file already, too
   */
  static void write(Path file, NoteSigner key) throws IOException {
    try (SeekableByteChannel out =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      out.write(ByteBuffer.wrap((key.secret() + "\n").getBytes(UTF_8)));
    } catch (FileAlreadyExistsException e) {
      throw new IOException("%s is there already; a key is never written over".formatted(file), e);
    }
  }
}
