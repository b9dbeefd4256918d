package dev.yunzhi.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {

  @Test
  void whatWasCommittedOutlivesAKillOfLauncherAndOfServer(@TempDir Path directory)
      throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(directory)) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(postgres.passwordFile())))
          .isEqualTo("rw-------");
      execute(postgres, "create table kept (n int)", "insert into kept values (1)");
      postgres.kill();
      assertThat(postgres.alive()).isFalse();
    }
    try (LocalPostgres postgres = LocalPostgres.start(directory)) {
      execute(postgres, "insert into kept values (4)");
      postgres.server().destroyForcibly();
      await().atMost(Duration.ofMinutes(1)).until(() -> !postgres.alive());
    }
    try (LocalPostgres postgres = LocalPostgres.start(directory)) {
      assertThat(ask(postgres, "select sum(n) from kept")).isEqualTo("5");
      execute(postgres, "insert into kept values (2)");
    }
    try (LocalPostgres postgres = LocalPostgres.start(directory)) {
      assertThat(ask(postgres, "select sum(n) from kept")).isEqualTo("7");
    }
  }

  @Test
  void theDatabaseIsOneForTextInAnyLanguageAndKeepsStrangersOut(@TempDir Path directory)
      throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(directory)) {
      assertThat(ask(postgres, "show server_encoding")).isEqualTo("UTF8");
      assertThat(ask(postgres, "show fsync")).isEqualTo("on");
      assertThat(
              ask(
                  postgres,
                  "select pg_get_userbyid(datdba) from pg_database where datname = current_database()"))
          .isEqualTo("yunzhi");
      assertThatThrownBy(
              () ->
                  DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guessed")
                      .close())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  private static void execute(LocalPostgres postgres, String... statements) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String ask(LocalPostgres postgres, String query) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
