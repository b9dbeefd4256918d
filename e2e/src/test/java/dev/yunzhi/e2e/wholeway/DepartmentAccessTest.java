package dev.yunzhi.e2e.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.estate.ClientCertificates;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.Persona;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What a member of one department may and may not do, while the operator runs and while it does
 * not.
 */
@OnDemonstratedEstate
class DepartmentAccessTest {

  private static final String OWN = "huzhou-health-web";
  private static final String MANAGED = "managed by Yunzhi";

  /** Two guards refuse to take the label off, and either may be the one whose words are shown. */
  private static final String EITHER_GUARD = "Yunzhi";

  @Test
  void worksInTheOwnTenant(Estate estate) throws IOException {
    Path huzhou = as(estate, "huzhou");

    assertThat(kubectl(estate, huzhou, "create", "configmap", "own", "-n", OWN).succeeded())
        .isTrue();
    assertThat(kubectl(estate, huzhou, "get", "deployments", "-n", OWN).stdout())
        .contains("portal");
    assertThat(kubectl(estate, huzhou, "delete", "configmap", "own", "-n", OWN).succeeded())
        .isTrue();
  }

  @Test
  void neitherReadsNorWritesAnothers(Estate estate) throws IOException {
    assertKeptOut(estate);
  }

  @Test
  void changesNothingManaged(Estate estate) throws IOException {
    assertManagedObjectsHold(estate);
  }

  @Test
  void allThisHoldsWhileTheOperatorIsStopped(Estate estate) throws IOException {
    estate.operator().stop();
    try {
      assertKeptOut(estate);
      assertManagedObjectsHold(estate);
    } finally {
      estate.operator().startAndAwait(Duration.ofMinutes(3));
    }
  }

  private static void assertKeptOut(Estate estate) throws IOException {
    Path anji = as(estate, "anji");

    assertForbidden(
        kubectl(estate, anji, "get", "pods,configmaps,secrets", "-n", OWN), "forbidden");
    assertForbidden(
        kubectl(estate, anji, "create", "configmap", "intruder", "-n", OWN), "forbidden");
    assertForbidden(
        kubectl(estate, anji, "get", "tenantrequests", "-n", "dept-huzhou"), "forbidden");
    assertForbidden(kubectl(estate, anji, "get", "tenants"), "forbidden");
  }

  private static void assertManagedObjectsHold(Estate estate) throws IOException {
    Path huzhou = as(estate, "huzhou");
    Path admin = estate.cluster().kubeconfig();
    for (Path who : new Path[] {huzhou, admin}) {
      for (String what :
          new String[] {
            "resourcequota/yunzhi",
            "limitrange/yunzhi",
            "networkpolicy/yunzhi-default-deny",
            "rolebinding/yunzhi-owners"
          }) {
        String kind = what.substring(0, what.indexOf('/'));
        assertForbidden(
            kubectl(estate, who, "delete", what, "-n", OWN), who == admin ? MANAGED : "");
        assertForbidden(
            kubectl(estate, who, "delete", kind, "--all", "-n", OWN), who == admin ? MANAGED : "");
        assertForbidden(
            kubectl(estate, who, "label", what, "yunzhi.dev/managed-", "-n", OWN),
            who == admin ? EITHER_GUARD : "");
      }
      // Network policies and bindings are the tenant's own kinds too, so RBAC alone would not
      // protect ours.
      assertForbidden(
          kubectl(estate, who, "delete", "networkpolicy", "yunzhi-allow-dns", "-n", OWN), MANAGED);
      assertForbidden(
          kubectl(estate, who, "delete", "rolebinding", "yunzhi-editors", "-n", OWN), MANAGED);
    }
  }

  private static void assertForbidden(CommandResult result, String because) {
    assertThat(result.exitCode()).as(result.toString()).isNotZero();
    assertThat(result.stderr()).containsIgnoringCase("forbidden").contains(because);
  }

  private static Path as(Estate estate, String department) throws IOException {
    return new ClientCertificates(estate.client())
        .kubeconfig(Persona.administratorOf(department), estate.kubeconfigs());
  }

  private static CommandResult kubectl(Estate estate, Path who, String... arguments) {
    return estate.kubectl(who, "", arguments);
  }
}
