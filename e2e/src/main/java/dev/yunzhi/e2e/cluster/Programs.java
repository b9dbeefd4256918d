package dev.yunzhi.e2e.cluster;

import java.nio.file.Files;
import java.nio.file.Path;

/** The pinned programs that {@code make tools} built, in {@code .local/bin}. */
public final class Programs {
  private Programs() {}

  /**
   * The folder of this tree: the system property {@code yunzhi.root}, or the nearest folder above
   * the working directory that holds {@code local-cluster/}.
   *
   * @throws IllegalStateException if there is none
   */
  public static Path root() {
    String given = System.getProperty("yunzhi.root");
    if (given != null) {
      return Path.of(given).toAbsolutePath().normalize();
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("local-cluster/go.mod"))) {
        return folder;
      }
    }
    throw new IllegalStateException(
        start
            + " is not inside Yunzhi's tree: start from there, or set the system property yunzhi.root");
  }

  /**
   * The path of a program, such as {@code kubectl}.
   *
   * @throws IllegalStateException if it is not built
   */
  public static Path path(String program) {
    Path path = root().resolve(".local/bin").resolve(program);
    if (!Files.isExecutable(path)) {
      throw new IllegalStateException(
          program + " is not in " + path.getParent() + ": run `make tools`");
    }
    return path;
  }
}
