package dev.yunzhi.e2e.estate;

import dev.yunzhi.e2e.cluster.Certificate;
import dev.yunzhi.e2e.cluster.LocalPostgres;
import java.nio.file.Path;
import java.util.List;

/** The command line that every control-plane needs, whatever there is beside it. */
final class ControlPlaneOptions {

  private ControlPlaneOptions() {}

  /**
   * Without the password of the database, which belongs into the environment.
   *
   * @param cluster that it records
   * @param intakeToken file of the token of that cluster's API server
   */
  static List<String> of(
      String cluster,
      Certificate certificate,
      LocalPostgres postgres,
      Path intakeToken,
      LogSigning log) {
    return List.of(
        "--server.address=127.0.0.1",
        "--server.ssl.certificate=" + certificate.certificate(),
        "--server.ssl.certificate-private-key=" + certificate.key(),
        "--spring.datasource.url=" + postgres.jdbcUrl(),
        "--spring.datasource.username=" + postgres.user(),
        "--yunzhi.cluster=" + cluster,
        "--yunzhi.audit.intake.tokens." + cluster + "=" + intakeToken,
        "--yunzhi.audit.log.origin=" + LogSigning.ORIGIN,
        "--yunzhi.audit.log.signing-key-files=" + log.key());
  }
}
