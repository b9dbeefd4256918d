package dev.yunzhi.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.ledger.Events;
import dev.yunzhi.audit.ledger.Ledger;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class AuditSchemaTest {
  private final DataSource database = TestDatabase.empty();

  @Test
  void migratingAgainKeepsWhatIsThere() {
    new Ledger(database).append(List.of(Events.event("x")));
    AuditSchema.migrate(database);
    assertThat(new Ledger(database).head().size()).isEqualTo(1);
  }

  @Test
  void aServerThatForgetsIsRefused() {
    DataSource bare = TestDatabase.bare("forgetful");
    TestDatabase.execute(bare, "alter database forgetful set synchronous_commit = off");
    assertThatThrownBy(() -> AuditSchema.migrate(bare))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "PostgreSQL runs with these settings off: synchronous_commit;"
                + " turn them on, or acknowledged events can be lost");
  }

  @Test
  void aTreeThatDoesNotFitItsSizeCannotBeStored() {
    assertThatThrownBy(() -> TestDatabase.execute(database, "update ledger_head set size = 3"))
        .hasRootCauseInstanceOf(SQLException.class)
        .rootCause()
        .hasMessageContaining("ledger_head_check");
  }
}
