package dev.yunzhi.controlplane.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The control-plane's own tables beside those of the record, brought up to this version. */
final class ControlPlaneSchema {
  private ControlPlaneSchema() {}

  /** Creates or upgrades the tables; safe to call from several programs at once. */
  static void migrate(DataSource source) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/control-plane")
        .table("control_plane_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }
}
