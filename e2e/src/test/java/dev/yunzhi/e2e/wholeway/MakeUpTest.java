package dev.yunzhi.e2e.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newcomer's commands, as typed. */
class MakeUpTest {

  @Test
  void showsTheDemonstrationTwiceAndEndsEverything(@TempDir Path state) throws IOException {
    try {
      CommandResult first = make(state, "up");
      assertThat(first.exitCode()).as(first.stdout()).isZero();
      assertThat(first.stdout())
          .contains("14 departments at five levels")
          .contains("GOV-003")
          .contains("health-dev waits for: Platform")
          .contains("tenant huzhou-health is ready: huzhou-health-web, huzhou-health-data")
          .contains("tenant huzhou-insurance is ready: huzhou-insurance-core")
          .contains("SEC-016")
          .contains("managed by Yunzhi")
          .contains("asset report has");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(state.resolve("credentials"))))
          .isEqualTo("rw-------");
      try (Stream<Path> reports = Files.list(state.resolve("reports"))) {
        assertThat(reports.toList()).hasSize(1);
      }

      CommandResult second = make(state, "up");
      assertThat(second.exitCode()).as(second.stdout()).isZero();
      assertThat(second.stdout()).contains("tenant huzhou-insurance is ready");
    } finally {
      assertThat(make(state, "down").exitCode()).isZero();
    }
    for (String part :
        List.of(
            "cluster/cluster.json",
            "postgres/postgres.json",
            "tenant-operator/tenant-operator.json")) {
      assertThat(state.resolve(part)).doesNotExist();
    }
  }

  private static CommandResult make(Path state, String target) throws IOException {
    List<String> command = List.of("make", "-C", Programs.root().toString(), target);
    Path output = Files.createTempFile(state, "make", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("YUNZHI_STATE", state.toString());
    // It is for tests alone: what make up starts must outlive the one who typed it.
    builder.environment().remove("TESTS_IN");
    try {
      return new CommandResult(command, builder.start().waitFor(), Files.readString(output), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during make " + target, e);
    }
  }
}
