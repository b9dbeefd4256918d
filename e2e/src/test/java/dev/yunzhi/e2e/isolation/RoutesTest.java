package dev.yunzhi.e2e.isolation;

import static dev.yunzhi.e2e.isolation.Trying.admitted;
import static dev.yunzhi.e2e.isolation.Trying.refused;
import static dev.yunzhi.e2e.isolation.TwoTenants.CLINIC;
import static dev.yunzhi.e2e.isolation.TwoTenants.DATA;
import static dev.yunzhi.e2e.isolation.TwoTenants.WEB;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.e2e.operator.OperatorEstate;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Routes of the Gateway API, in a cluster that has that API when the operator starts. */
@OnTwoTenants
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest {

  private final TwoTenants tenants;

  RoutesTest(TwoTenants tenants) {
    this.tenants = tenants;
  }

  @BeforeAll
  void installTheApi() {
    OperatorEstate estate = tenants.estate();
    estate.apply(TwoTenants.resource("http-routes.yaml"));
    estate
        .cluster()
        .kubectl(
            "wait",
            "--for=condition=Established",
            "--timeout=60s",
            "crd",
            "httproutes.gateway.networking.k8s.io")
        .orThrow();
    estate.killOperator();
    estate.startOperator();
    await()
        .atMost(OperatorEstate.LIMIT)
        .ignoreExceptions()
        .untilAsserted(() -> admitted(tenants.lily(), route(WEB, "probe.routes.example", WEB)));
  }

  @Test
  void aHostOfARouteIsTheTenantsAgainstRoutesAndIngresses() {
    HTTPRoute first = route(WEB, "a.routes.example", WEB);
    tenants.lily().resource(first).create();

    await()
        .atMost(OperatorEstate.LIMIT)
        .untilAsserted(
            () ->
                refused(
                    tenants.hal(),
                    route(CLINIC, "a.routes.example", CLINIC),
                    "ISO-002",
                    "belongs to tenant \"lake-permits\""));
    refused(
        tenants.hal(),
        ingress(CLINIC, "*.routes.example"),
        "ISO-002",
        "belongs to tenant \"lake-permits\" already (as \"a.routes.example\")");
    admitted(tenants.lily(), route(DATA, "a.routes.example", DATA));
    admitted(tenants.hal(), route(CLINIC, "b.routes.example", CLINIC));
    tenants.lily().resource(first).delete();
  }

  @Test
  void aRouteNamesItsHostAndStaysWithinItsTenant() {
    HTTPRoute any = route(WEB, "a.routes.example", WEB);
    any.getSpec().getHostnames().clear();
    refused(tenants.lily(), any, "ISO-002", "$.spec.hostnames");
    refused(
        tenants.lily(),
        route(WEB, "c.routes.example", CLINIC),
        "ISO-006",
        "$.spec.parentRefs[0].namespace");
    admitted(tenants.lily(), route(WEB, "c.routes.example", DATA));
  }

  private static HTTPRoute route(String namespace, String host, String parentNamespace) {
    return new HTTPRouteBuilder()
        .withNewMetadata()
        .withName("route")
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withHostnames(host)
        .addNewParentRef()
        .withName("gateway")
        .withNamespace(parentNamespace)
        .endParentRef()
        .endSpec()
        .build();
  }

  private static Ingress ingress(String namespace, String host) {
    return new IngressBuilder()
        .withNewMetadata()
        .withName("late")
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withNewDefaultBackend()
        .withNewService()
        .withName("web")
        .withNewPort()
        .withNumber(80)
        .endPort()
        .endService()
        .endDefaultBackend()
        .addNewRule()
        .withHost(host)
        .endRule()
        .endSpec()
        .build();
  }
}
