package dev.yunzhi.e2e.cluster;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.DockerImageName;

/** Whether containers are wanted, and the image that the cluster runs from. */
final class Containers {
  private static final List<String> PROGRAMS =
      List.of("local-cluster", "etcd", "kube-apiserver", "kube-controller-manager");

  private Containers() {}

  /**
   * Whether {@code TESTS_IN=containers} is in the environment.
   *
   * @throws IllegalStateException if it has another value
   */
  static boolean wanted() {
    String where = System.getenv("TESTS_IN");
    if (where == null || where.isEmpty() || where.equals("processes")) {
      return false;
    }
    if (where.equals("containers")) {
      return true;
    }
    throw new IllegalStateException(
        "TESTS_IN=" + where + ": must be `processes`, the default, or `containers`");
  }

  /**
   * The image of launcher and cluster, made {@code FROM scratch} out of the very programs that run
   * as processes otherwise. It is made once for each set of programs.
   */
  static DockerImageName clusterImage() {
    List<Path> programs = new ArrayList<>();
    for (String name : PROGRAMS) {
      try {
        programs.add(Programs.path(name).toRealPath());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    // The folders that the programs lie in are named by what they were built from.
    String tag = Integer.toHexString(programs.hashCode());
    String name = "yunzhi/local-cluster:" + tag;
    if (exists(name)) {
      return DockerImageName.parse(name);
    }
    ImageFromDockerfile image =
        new ImageFromDockerfile(name, false)
            .withDockerfileFromBuilder(
                file -> {
                  file.from("scratch");
                  programs.forEach(program -> file.copy(program.getFileName().toString(), "/bin/"));
                  // As an array: a string would want a shell, and there is none.
                  file.entryPoint(new String[] {"/bin/local-cluster"});
                });
    programs.forEach(program -> image.withFileFromPath(program.getFileName().toString(), program));
    return DockerImageName.parse(image.get());
  }

  private static boolean exists(String image) {
    try {
      DockerClientFactory.lazyClient().inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }
}
