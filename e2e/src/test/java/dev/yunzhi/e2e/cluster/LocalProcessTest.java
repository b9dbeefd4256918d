package dev.yunzhi.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessTest {

  @Test
  void aProgramHasItsEnvironmentAndLogAndEndsWhenItIsClosed(@TempDir Path directory)
      throws Exception {
    ProcessHandle program;
    try (LocalProcess process =
        LocalProcess.start(
            directory,
            "greeter",
            List.of("sh", "-c", "echo $GREETING; exec sleep 600"),
            Map.of("GREETING", "hello"))) {
      program = process.program();
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(process.log()).hasContent("hello"));
      assertThat(process.alive()).isTrue();
    }
    assertThat(program.isAlive()).isFalse();
  }

  @Test
  void aKilledProgramIsGoneAtOnce(@TempDir Path directory) {
    try (LocalProcess process =
        LocalProcess.start(directory, "sleeper", List.of("sleep", "600"), Map.of())) {
      ProcessHandle program = process.program();
      process.kill();
      await().atMost(Duration.ofMinutes(1)).until(() -> !program.isAlive());
      assertThat(process.alive()).isFalse();
    }
  }
}
