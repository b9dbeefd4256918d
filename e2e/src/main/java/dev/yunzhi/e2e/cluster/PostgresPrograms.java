package dev.yunzhi.e2e.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from their Maven artifact into the user's cache folder. */
final class PostgresPrograms {
  private PostgresPrograms() {}

  /**
   * The folder with {@code bin/initdb} and {@code bin/postgres} for this machine.
   *
   * @throws IllegalStateException if the artifact for this machine is not on the class path
   */
  static Path home() {
    String archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
    try {
      Path home = cache().resolve("postgres").resolve(digest(archive));
      if (!Files.isDirectory(home)) {
        unpack(archive, home);
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL's programs cannot be unpacked", e);
    }
  }

  /** The name of the archive inside the artifact, as its makers build it. */
  static String archive(String system, String processor) {
    String os =
        system.toLowerCase(Locale.ROOT).startsWith("mac")
            ? "darwin"
            : system.toLowerCase(Locale.ROOT);
    String arch =
        switch (processor) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> processor;
        };
    return "postgres-" + os + "-" + arch + ".txz";
  }

  private static Path cache() {
    Map<String, String> environment = System.getenv();
    if (environment.containsKey("YUNZHI_CACHE")) {
      return Path.of(environment.get("YUNZHI_CACHE"));
    }
    Path user = Path.of(System.getProperty("user.home"), ".cache");
    return Path.of(environment.getOrDefault("XDG_CACHE_HOME", user.toString())).resolve("yunzhi");
  }

  private static InputStream open(String archive) {
    InputStream stream = PostgresPrograms.class.getClassLoader().getResourceAsStream(archive);
    if (stream == null) {
      throw new IllegalStateException(
          archive
              + " is not on the class path: add the artifact of io.zonky.test.postgres for this machine, or set"
              + " YUNZHI_POSTGRES_IMAGE and TESTS_IN=containers");
    }
    return stream;
  }

  private static String digest(String archive) throws IOException {
    try (DigestInputStream stream =
        new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
      stream.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(stream.getMessageDigest().digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Unpacks beside the folder and moves there in one step, so that a folder that exists is
   * complete.
   */
  private static void unpack(String archive, Path home) throws IOException {
    Files.createDirectories(home.getParent());
    Path draft = Files.createTempDirectory(home.getParent(), home.getFileName() + ".part");
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(open(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(tar, entry, draft);
      }
    }
    try {
      // Readable by all: the programs run as a user that is not root even where this JVM is root.
      Files.setPosixFilePermissions(draft, permissions(0755));
      Files.move(draft, home);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      delete(draft); // another JVM was faster
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
      throws IOException {
    Path path = folder.resolve(entry.getName()).normalize();
    if (!path.startsWith(folder)) {
      throw new IOException(entry.getName() + " leads out of the archive");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, path);
      Files.setPosixFilePermissions(path, permissions(entry.getMode()));
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    PosixFilePermission[] ascending = {
      PosixFilePermission.OTHERS_EXECUTE, PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_READ,
      PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_READ,
      PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_READ,
    };
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < ascending.length; bit++) {
      if ((mode & (1 << bit)) != 0) {
        set.add(ascending[bit]);
      }
    }
    return set;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
