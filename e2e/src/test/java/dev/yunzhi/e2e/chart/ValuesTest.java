package dev.yunzhi.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong value is refused with its name and what is wrong. */
class ValuesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "operator.replicas=0                     | at '/operator/replicas': minimum: got 0, want 1",
        "operator.replicas=\"two\"               | at '/operator/replicas': got string, want integer",
        "operator.resync=\"soon\"                | at '/operator/resync': 'soon' does not match pattern",
        "operator.image.digest=\"latest\"        | at '/operator/image/digest': 'latest' does not match pattern",
        "operator.image.repository=\"\"          | at '/operator/image/repository': minLength",
        "controlPlane.agents=[\"a,b\"]      | at '/controlPlane/agents/0': 'a,b' does not match pattern",
        "operator.spool.sizeLimit=\"much\"       | at '/operator/spool/sizeLimit': 'much' does not match pattern",
        "operator.colour=\"red\"                 | additional properties 'colour' not allowed",
        "controlPlane.url=\"http://a\"           | at '/controlPlane/url': 'http://a' does not match pattern",
        "controlPlane.database.url=\"mysql://a\" | at '/controlPlane/database/url': 'mysql://a' does not match pattern",
        "controlPlane.database.secretName=\"\"   | at '/controlPlane/database/secretName': '' does not match pattern",
        "controlPlane.keeping.retentionDays={\"api-audit\":90} | at '/controlPlane/keeping/retentionDays/api-audit': minimum: got 90, want 184",
        "controlPlane.keeping.retentionDays={\"keeping\":400}  | invalid propertyName 'keeping'",
        "controlPlane.keeping.defaultRetentionDays=183         | at '/controlPlane/keeping/defaultRetentionDays': minimum: got 183, want 184",
        "controlPlane.keeping.archive.moveAfterDays=0  | at '/controlPlane/keeping/archive/moveAfterDays': minimum: got 0, want 1",
        "controlPlane.intake.clusters=[]         | at '/controlPlane/intake/clusters': minItems: got 0, want 1",
        "controlPlane.intake.clusters=[\"A_b\"]  | at '/controlPlane/intake/clusters/0': 'A_b' does not match pattern",
        "image.pullPolicy=\"Sometimes\"          | at '/image/pullPolicy': value must be one of 'Always', 'IfNotPresent', 'Never'",
        "cluster=\"Home Cluster\"                | at '/cluster': 'Home Cluster' does not match pattern",
        "cloud.protectionLevel=5                 | at '/cloud/protectionLevel': maximum: got 5, want 4",
        "cloud.home=\"no\"                        | at '/cloud/home': got string, want boolean",
        "operator.kubeconfigSecrets=[\"A_b\"]    | at '/operator/kubeconfigSecrets/0': 'A_b' does not match pattern",
        "local.webhookUrl=\"http://127.0.0.1:1\" | at '/local/webhookUrl': 'http://127.0.0.1:1' does not match pattern",
        "people.auditAdministrators=[{\"kind\":\"Robot\",\"name\":\"r\"}] | at '/people/auditAdministrators/0/kind': value must be one of 'User', 'Group'",
        "monitoring.podMonitor.interval=\"now\"   | at '/monitoring/podMonitor/interval': 'now' does not match pattern",
        "monitoring.rules.labels={\"a\":\"b c\"} | at '/monitoring/rules/labels/a': 'b c' does not match pattern",
        "idle.prometheus.url=\"prometheus:9090\" | at '/idle/prometheus/url': 'prometheus:9090' does not match pattern",
        "idle.window=\"0d\"                      | at '/idle/window': '0d' does not match pattern",
        "idle.environments=[\"Test\"]           | at '/idle/environments/0': value must be one of 'Production', 'Development', 'Emergency'",
        "operator.enabled=false                  | local.webhookUrl is needed when operator.enabled is false",
        "local.webhookUrl=\"https://127.0.0.1:1\"| local.webhookUrl must be empty when operator.enabled is true",
        "controlPlane.enabled=false              | controlPlane.url is needed when controlPlane.enabled is false",
      })
  void isRefusedByName(String value, String message) {
    var result = Chart.tryTemplate(value);

    assertThat(result.succeeded()).isFalse();
    assertThat(result.stderr()).contains(message);
  }

  /** Separation of the three administrators (GB/T 22239). */
  @ParameterizedTest
  @CsvSource({
    "platformAdministrators, securityAdministrators",
    "platformAdministrators, auditAdministrators",
    "securityAdministrators, auditAdministrators",
  })
  void nobodyHoldsTwoAdministratorsRoles(String first, String second) {
    String somebody = "=[{\"kind\":\"Group\",\"name\":\"bureau\"}]";

    var result = Chart.tryTemplate("people." + first + somebody, "people." + second + somebody);

    assertThat(result.succeeded()).isFalse();
    assertThat(result.stderr())
        .contains("Group bureau stands in", first, second, "nobody may hold two");
  }
}
