package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.PriceList;
import io.fabric8.kubernetes.api.model.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnOperatorEstate
class PriceListTest {

  private final OperatorEstate estate;

  PriceListTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @AfterEach
  void leaveNothing() {
    estate.cluster().kubectl("delete", "pricelist", "--all").orThrow();
    estate.cluster().kubectl("delete", "cloud", "priced", "--ignore-not-found").orThrow();
  }

  private static String prices(String name, String cloud) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: PriceList
        metadata: {name: %s}
        spec: {%s prices: {cpu: {yuan: "45"}, memory: {per: 1Gi, yuan: "12.50"}}}
        """
        .formatted(name, cloud == null ? "" : "cloud: " + cloud + ",");
  }

  private void awaitInForce(String name) {
    estate.awaitObject(
        PriceList.class,
        name,
        list -> Objects.has(list, list.getStatus().conditions(), "Ready", "True", "InForce"));
  }

  @Test
  @Provokes("PriceList Ready=True InForce")
  void thoseOfTheHomeClusterNeedNoCloud() {
    estate.apply(prices("home", null));
    awaitInForce("home");
  }

  @Test
  @Provokes("PriceList Ready=False CloudNotFound")
  void thoseOfACloudWaitForIt() {
    estate.apply(prices("priced", "priced"));
    Condition notReady =
        estate.awaitNotReady(
            PriceList.class, "priced", "CloudNotFound", list -> list.getStatus().conditions());
    assertThat(notReady.getMessage())
        .isEqualTo(
            "spec.cloud names priced, which does not exist; create that Cloud, or delete this list.");

    estate.apply(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Cloud
        metadata: {name: priced}
        spec: {displayName: 计价云, kubeconfigSecret: priced, protectionLevel: 2, region: cn-west}
        """);
    awaitInForce("priced");

    estate.cluster().kubectl("delete", "cloud", "priced").orThrow();
    estate.awaitNotReady(
        PriceList.class, "priced", "CloudNotFound", list -> list.getStatus().conditions());
  }
}
