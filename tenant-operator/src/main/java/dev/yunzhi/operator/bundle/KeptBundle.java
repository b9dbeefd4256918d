package dev.yunzhi.operator.bundle;

import dev.yunzhi.policy.BundleVerifier;
import dev.yunzhi.policy.InvalidBundleException;
import dev.yunzhi.policy.PolicyBundle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last verified bundle on disk, as it was downloaded: what this replica starts from while the
 * control-plane is away. At any instant the file is a whole one. Not thread-safe.
 */
final class KeptBundle {

  private static final Logger log = LoggerFactory.getLogger(KeptBundle.class);
  private static final String NAME = "bundle.tar.gz";

  private final Path directory;
  private final BundleVerifier verifier;

  KeptBundle(Path directory, BundleVerifier verifier) {
    this.directory = directory;
    this.verifier = verifier;
  }

  /** Empty when there is none, or none that can be trusted: the disk is not believed either. */
  Optional<PolicyBundle> read() {
    Path file = directory.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(verifier.read(Files.readAllBytes(file)));
    } catch (IOException | InvalidBundleException e) {
      log.atError()
          .addKeyValue("file", file)
          .addKeyValue("why", e.getMessage())
          .log("The kept bundle is not used");
      return Optional.empty();
    }
  }

  /** Returns when it is on disk. */
  void write(byte[] archive) throws IOException {
    Files.createDirectories(directory);
    Path written = directory.resolve(NAME + ".new");
    try (var channel =
        FileChannel.open(
            written,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var left = ByteBuffer.wrap(archive);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
    Files.move(written, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    // The new name is on disk when the directory is.
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
