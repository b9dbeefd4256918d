package dev.yunzhi.audit.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FacetsTest {
  private static Map<Facet, Set<String>> facets(String body) throws Exception {
    return Facets.of("stream", JsonMapper.builder().build().readTree(body));
  }

  @Test
  void anApiEventIsFoundByWhoActedAndAsWhom() throws Exception {
    assertThat(
            facets(
                """
                {"verb":"patch","user":{"username":"wang","groups":["system:authenticated"]},
                 "impersonatedUser":{"username":"li"},
                 "objectRef":{"resource":"deployments","namespace":"tax-web","name":"portal"},
                 "responseStatus":{"code":403}}"""))
        .isEqualTo(
            Map.of(
                Facet.STREAM, Set.of("stream"),
                Facet.USER, Set.of("wang", "li"),
                Facet.VERB, Set.of("patch"),
                Facet.KIND, Set.of("deployments"),
                Facet.NAMESPACE, Set.of("tax-web"),
                Facet.NAME, Set.of("portal"),
                Facet.OBJECT, Set.of("tax-web/portal"),
                Facet.OUTCOME, Set.of("403", "refused"),
                Facet.ACTOR, Set.of("customer")));
  }

  @Test
  void aDecisionIsFoundByItsPolicies() throws Exception {
    assertThat(
            facets(
                """
                {"decision_id":"d","requested_by":"wang",
                 "input":{"kind":"NetworkPolicy","namespace":"tax-web","name":"open","operation":"CREATE",
                   "user":"wang","tenant":"tax","department":"taxes","resolved":["SEC-020"]},
                 "result":[{"policy":"SEC-014","effect":"Deny","exempt":true},
                   {"policy":"SEC-015","effect":"Warn"}]}"""))
        .containsEntry(Facet.POLICY, Set.of("SEC-014", "SEC-015", "SEC-020"))
        .containsEntry(Facet.OUTCOME, Set.of("warned"))
        .containsEntry(Facet.KIND, Set.of("networkpolicies"))
        .containsEntry(Facet.TENANT, Set.of("tax"))
        .containsEntry(Facet.DEPARTMENT, Set.of("taxes"))
        .containsEntry(Facet.VERB, Set.of("create"));
  }

  @Test
  void anAssetIsFoundAsTheApiSpellsIt() throws Exception {
    assertThat(facets("{\"asset\":{\"kind\":\"Tenant\",\"namespace\":\"\",\"name\":\"tax\"}}"))
        .containsEntry(Facet.KIND, Set.of("tenants"))
        .containsEntry(Facet.TENANT, Set.of("tax"))
        .containsEntry(Facet.OBJECT, Set.of("/tax"));
    assertThat(
            facets("{\"objectRef\":{\"resource\":\"namespaces\",\"name\":\"tax-web\"}}")
                .get(Facet.NAMESPACE))
        .containsExactly("tax-web");
  }

  @Test
  void whatIsInNoKnownFormIsFoundByNothing() throws Exception {
    assertThat(
            facets("{\"user\":7,\"verb\":{},\"objectRef\":[],\"asset\":null,\"responseStatus\":1}"))
        .containsOnlyKeys(Facet.STREAM, Facet.ACTOR);
  }

  @ParameterizedTest
  @CsvSource({
    "Deployment, deployments", "NetworkPolicy, networkpolicies", "Ingress, ingresses",
    "Endpoints, endpoints", "deployments, deployments", "'', ''"
  })
  void oneSpellingForKinds(String kind, String resource) {
    assertThat(ResourceName.of(kind)).isEqualTo(resource);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"user\":{\"username\":\"wang\",\"groups\":[\"yunzhi:system-administrators\"]}}|provider",
        "{\"user\":{\"username\":\"system:kube-scheduler\"}}|provider",
        "{\"user\":{\"username\":\"kubernetes-admin\",\"groups\":[\"system:masters\"]}}|provider",
        "{\"user\":{\"username\":\"wang\",\"groups\":[\"taxes\"]}}|customer",
        "{\"user\":{\"username\":\"system:serviceaccount:tax-web:robot\"}}|account/tax-web",
        "{\"user\":\"audit\",\"roles\":[\"audit-administrator\"]}|provider",
        "{\"user\":\"wu\",\"roles\":[\"tenant-administrator\"]}|customer",
        "{\"requested_by\":\"wang\"}|customer",
        "{\"requested_by\":\"\"}|provider",
        "{\"asset\":{}}|provider",
      })
  void everyActStandsOnASide(String body, String side) throws Exception {
    assertThat(facets(body).get(Facet.ACTOR)).containsExactly(side);
  }

  @Test
  void theNumbersOfTermsStay() {
    assertThat(Terms.of(Facet.USER, "wang")).isEqualTo(Terms.of(Facet.USER, "wang"));
    assertThat(Terms.of(Facet.USER, "wang")).isNotEqualTo(Terms.of(Facet.NAME, "wang"));
  }
}
