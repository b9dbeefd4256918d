package dev.yunzhi.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProgramsTest {

  @Test
  void aProgramThatIsNotBuiltSaysHowToBuildIt() {
    assertThatThrownBy(() -> Programs.path("no-such-program"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no-such-program is not in")
        .hasMessageContaining("run `make tools`");
  }

  @Test
  void postgresIsTheArchiveOfThisMachine() {
    assertThat(PostgresPrograms.archive("Linux", "amd64")).isEqualTo("postgres-linux-x86_64.txz");
    assertThat(PostgresPrograms.archive("Linux", "aarch64")).isEqualTo("postgres-linux-arm_64.txz");
    assertThat(PostgresPrograms.archive("Mac OS X", "aarch64"))
        .isEqualTo("postgres-darwin-arm_64.txz");
  }
}
