package dev.yunzhi.e2e.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.estate.ClientCertificates;
import dev.yunzhi.e2e.estate.ControlPlaneApi;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.Persona;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who reads which events of a real API server, and that it is recorded. */
@OnDemonstratedEstate
class EventAccessTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVENTS = "/api/v1/audit/events?limit=1000";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String OWN = "huzhou-health-web";

  @Test
  void anOwnerSeesTheProviderInTheOwnTenantAndNothingElse(Estate estate) throws IOException {
    ControlPlaneApi owner = estate.api("huzhou-health");
    kubectl(estate, Persona.administratorOf("huzhou"), "create", "configmap", "seen", "-n", OWN);
    kubectl(estate, Persona.administratorOf("huzhou"), "delete", "configmap", "seen", "-n", OWN);
    List<JsonNode> mine =
        Awaitility.await()
            .atMost(LIMIT)
            .until(
                () -> items(owner, "&kind=ConfigMap&name=seen&verb=delete"),
                items -> !items.isEmpty());
    assertThat(mine.get(0).at("/event/user/username").asText()).isEqualTo("huzhou-desk");

    List<JsonNode> provider = items(owner, "&trail=provider&stream=api-audit");
    assertThat(provider)
        .extracting(item -> item.at("/event/user/username").asText())
        .contains("system:serviceaccount:yunzhi-system:tenant-operator")
        .doesNotContain("huzhou-desk");
    List<JsonNode> all = items(owner, "");
    assertThat(all)
        .extracting(item -> item.get("stream").asText())
        .contains("api-audit", "asset")
        .doesNotContain("sign-in", "export", "read");
    for (JsonNode item : all) {
      if (item.get("stream").asText().equals("api-audit")) {
        assertThat(item.at("/event/objectRef").toString()).contains("huzhou-health");
      }
    }
    HttpResponse<String> others = owner.get(EVENTS + "&tenant=huzhou-archive");
    assertThat(others.statusCode()).isEqualTo(403);
    assertThat(JSON.readTree(others.body()).get("field").asText()).isEqualTo("tenant");
  }

  @Test
  void theAuditorSeesWhoReadWhat(Estate estate) throws IOException {
    ControlPlaneApi auditor = estate.api("auditor");
    assertThat(items(estate.api("huzhou-health"), "&kind=Namespace")).isNotEmpty();
    List<JsonNode> reads = items(auditor, "&stream=read&user=huzhou-health&order=latest");
    assertThat(reads)
        .anySatisfy(
            read -> {
              assertThat(read.at("/event/query/kind").asText()).isEqualTo("Namespace");
              assertThat(read.at("/event/events").asLong()).isPositive();
              assertThat(read.at("/event/roles/0").asText()).isEqualTo("tenant-administrator");
            });
    assertThat(estate.api("security").get(EVENTS + "&stream=read").statusCode()).isEqualTo(403);
    assertThat(estate.api("huzhou").get(EVENTS).statusCode()).isEqualTo(403);
    assertThat(estate.api("system").get(EVENTS).statusCode()).isEqualTo(403);
  }

  private static List<JsonNode> items(ControlPlaneApi api, String query) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    while (!cursor.equals("&cursor=null")) {
      HttpResponse<String> answer = api.get(EVENTS + query + cursor);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonNode page = JSON.readTree(answer.body());
      page.get("items").forEach(items::add);
      cursor = "&cursor=" + page.get("next").asText();
    }
    return items;
  }

  private static void kubectl(Estate estate, Persona who, String... arguments) throws IOException {
    CommandResult result =
        estate.kubectl(
            new ClientCertificates(estate.client()).kubeconfig(who, estate.kubeconfigs()),
            "",
            arguments);
    assertThat(result.exitCode()).as(result.toString()).isZero();
  }
}
