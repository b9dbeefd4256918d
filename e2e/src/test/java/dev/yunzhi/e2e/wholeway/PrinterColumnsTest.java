package dev.yunzhi.e2e.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.e2e.estate.ClientCertificates;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.Persona;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a person sees who types no more than {@code kubectl get} or {@code kubectl describe}. */
@OnDemonstratedEstate
class PrinterColumnsTest {

  @Test
  void tenants(Estate estate) {
    assertThat(get(estate, "tenants"))
        .contains(
            "NAME",
            "TITLE",
            "DEPARTMENT",
            "ENVIRONMENT",
            "PROTECTION",
            "NAMESPACES",
            "PHASE",
            "READY",
            "AGE")
        .containsPattern("huzhou-health +湖州健康服务门户 +huzhou +Production +2 +2 +Active +True")
        .containsPattern("huzhou-insurance +湖州医保结算 +huzhou +Production +3 +1 +Active +True");
  }

  @Test
  void departments(Estate estate) {
    assertThat(get(estate, "departments"))
        .containsPattern("zhejiang +浙江省数据资源局 +Province +330000 +True")
        .containsPattern(
            "tianhuangping-village +天荒坪镇村级服务站 +Village +330523108204 +tianhuangping +True");
  }

  @Test
  void requests(Estate estate) {
    assertThat(get(estate, "tenantrequests", "-A"))
        .containsPattern("huzhou-health +health-portal +Production +2 +Granted")
        .containsPattern("health-dev +health-portal +Development +2 +AwaitingApproval +Platform")
        .containsPattern("anji-tourism +smart-tourism +Production +2 +Refused +Department");
  }

  @Test
  void describeTellsTheDepartmentWhatToDoNext(Estate estate) throws IOException {
    Path anji =
        new ClientCertificates(estate.client())
            .kubeconfig(Persona.administratorOf("anji"), estate.kubeconfigs());

    String described =
        estate
            .kubectl(anji, "", "describe", "tenantrequest", "anji-tourism", "-n", "dept-anji")
            .orThrow();

    assertThat(described)
        .contains("GOV-003", "Next Step", "Next Step Zh", "Events:")
        .containsPattern("Policy Compliant|PolicyCompliant");
  }

  private static String get(Estate estate, String... what) {
    String[] arguments = new String[what.length + 1];
    arguments[0] = "get";
    System.arraycopy(what, 0, arguments, 1, what.length);
    return estate.cluster().kubectl(arguments).orThrow();
  }
}
