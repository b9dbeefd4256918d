package dev.yunzhi.e2e.isolation;

import static dev.yunzhi.e2e.guard.Refusals.assertForbidden;
import static dev.yunzhi.e2e.isolation.Trying.admitted;
import static dev.yunzhi.e2e.isolation.Trying.refused;
import static dev.yunzhi.e2e.isolation.TwoTenants.CLINIC;
import static dev.yunzhi.e2e.isolation.TwoTenants.DATA;
import static dev.yunzhi.e2e.isolation.TwoTenants.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.AgreementSpec;
import dev.yunzhi.api.v1alpha1.Flow;
import dev.yunzhi.api.v1alpha1.FlowPort;
import dev.yunzhi.e2e.operator.OperatorEstate;
import dev.yunzhi.e2e.operator.Provokes;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Traffic between departments opens when an administrator of each has signed, {@code lian} for
 * {@code lake} and {@code han} for {@code hill}, and closes by itself.
 */
@OnTwoTenants
class AgreementTest {

  private static final String LAKE = "dept-lake";
  private static final String HILL = "dept-hill";
  private static final Flow FLOW =
      new Flow("lake-permits", "hill-clinic", List.of(new FlowPort(null, 8443, null)));

  private final TwoTenants tenants;
  private final KubernetesClient lian;
  private final KubernetesClient han;

  AgreementTest(TwoTenants tenants) {
    this.tenants = tenants;
    this.lian = tenants.estate().cluster().clientFor("lian");
    this.han = tenants.estate().cluster().clientFor("han");
  }

  @AfterEach
  void close() {
    lian.close();
    han.close();
  }

  @Test
  @Provokes({"Agreement InForce=True InForce", "Agreement InForce=False AwaitingOtherSide"})
  void itIsInForceOnceBothHaveSignedAndEndsWhenOneTakesItBack() {
    Agreement ours =
        lian.resource(half(LAKE, "checks", "hill", FLOW, "2027-10-31T23:59:59+08:00")).create();
    assertThat(ours.getSpec().signedBy()).isEqualTo("lian");
    assertThat(awaitReason(LAKE, "checks", "AwaitingOtherSide").getMessage())
        .contains("Department hill", "in namespace dept-hill");
    assertThat(policy(CLINIC, "checks")).isNull();

    han.resource(half(HILL, "checks", "lake", FLOW, "2027-06-30T00:00:00+08:00")).create();
    for (String home : new String[] {LAKE, HILL}) {
      assertThat(awaitReason(home, "checks", "InForce").getMessage())
          .contains("until 2027-06-29T16:00:00Z");
    }
    for (String namespace : new String[] {WEB, DATA}) {
      NetworkPolicy out = awaitPolicy(namespace, "checks");
      assertThat(out.getSpec().getPolicyTypes()).containsExactly("Egress");
      var rule = out.getSpec().getEgress().get(0);
      assertThat(rule.getTo().get(0).getNamespaceSelector().getMatchLabels())
          .isEqualTo(Map.of("yunzhi.dev/tenant", "hill-clinic"));
      assertThat(rule.getPorts().get(0).getPort().getIntVal()).isEqualTo(8443);
    }
    NetworkPolicy in = awaitPolicy(CLINIC, "checks");
    assertThat(in.getSpec().getPolicyTypes()).containsExactly("Ingress");
    assertThat(in.getSpec().getIngress().get(0).getFrom().get(0).getNamespaceSelector())
        .satisfies(
            s ->
                assertThat(s.getMatchLabels())
                    .isEqualTo(Map.of("yunzhi.dev/tenant", "lake-permits")));
    assertForbidden(
        () -> tenants.lily().resource(awaitPolicy(WEB, "checks")).delete(), "managed by Yunzhi");

    han.resource(half(HILL, "checks", "lake", FLOW, "2027-06-30T00:00:00+08:00")).delete();
    awaitReason(LAKE, "checks", "AwaitingOtherSide");
    for (String namespace : new String[] {WEB, DATA, CLINIC}) {
      awaitNoPolicy(namespace, "checks");
    }
    lian.resource(ours).delete();
  }

  @Test
  void whileItIsInForceATenantNarrowsItByPoliciesOfItsOwn() {
    refused(tenants.lily(), in(WEB, "narrower"), "SEC-014", "make an Agreement");

    sign("narrow", "2027-06-30T00:00:00+08:00");
    awaitPolicy(WEB, "narrow");
    admitted(tenants.lily(), in(WEB, "narrower"));

    takeBack("narrow");
    awaitNoPolicy(WEB, "narrow");
    refused(tenants.lily(), in(WEB, "narrower"), "SEC-014");
  }

  @Test
  @Provokes({"Agreement InForce=False Ended"})
  void itEndsByItself() {
    Instant end = Instant.now().plusSeconds(12).truncatedTo(ChronoUnit.SECONDS);
    sign("brief", end.toString());
    awaitPolicy(WEB, "brief");
    awaitPolicy(CLINIC, "brief");

    awaitReason(LAKE, "brief", "Ended");
    awaitReason(HILL, "brief", "Ended");
    assertThat(Instant.now()).isAfterOrEqualTo(end);
    awaitNoPolicy(WEB, "brief");
    awaitNoPolicy(CLINIC, "brief");
    takeBack("brief");
  }

  @Test
  @Provokes({"Agreement InForce=False TermsDiffer"})
  void otherTermsAreNoAgreement() {
    Flow other = new Flow("lake-permits", "hill-clinic", List.of(new FlowPort(null, 22, null)));
    lian.resource(half(LAKE, "terms", "hill", FLOW, "2027-06-30T00:00:00+08:00")).create();
    han.resource(half(HILL, "terms", "lake", other, "2027-06-30T00:00:00+08:00")).create();

    awaitReason(LAKE, "terms", "TermsDiffer");
    awaitReason(HILL, "terms", "TermsDiffer");
    assertThat(policy(CLINIC, "terms")).isNull();
    takeBack("terms");
  }

  @Test
  @Provokes({"Agreement InForce=False SameSignatory"})
  void onePersonDoesNotSignForBothAndNobodyForAnother() {
    Agreement theirs = half(HILL, "alone", "lake", FLOW, "2027-06-30T00:00:00+08:00");
    // RBAC refuses: who administers one department has no rights in the home of another.
    refused(lian, theirs, "User \"lian\" cannot create resource \"agreements\"");

    KubernetesClient administrator = tenants.administrator();
    administrator.resource(half(LAKE, "alone", "hill", FLOW, "2027-06-30T00:00:00+08:00")).create();
    administrator.resource(theirs).create();
    awaitReason(LAKE, "alone", "SameSignatory");
    takeBack("alone");
  }

  @Test
  void itsPlaceIsTheHomeOfADepartmentAndItsPartnerAnother() {
    refused(
        tenants.administrator(),
        half("default", "nowhere", "hill", FLOW, "2027-06-30T00:00:00+08:00"),
        "namespace default is not the home of a department",
        "不是部门的主命名空间");
    refused(
        lian,
        half(LAKE, "self", "lake", FLOW, "2027-06-30T00:00:00+08:00"),
        "a department needs no agreement with itself",
        "部门内部无须协议");
  }

  @Test
  @Provokes("Agreement InForce=False TenantNotFound")
  void itIsAboutTenantsThatThereAre() {
    Flow gone = new Flow("lake-permits", "hill-gone", List.of(new FlowPort(null, 8443, null)));
    String end = "2027-06-30T00:00:00+08:00";
    lian.resource(half(LAKE, "gone", "hill", gone, end)).create();
    han.resource(half(HILL, "gone", "lake", gone, end)).create();

    assertThat(awaitReason(LAKE, "gone", "TenantNotFound").getMessage()).contains("hill-gone");
    takeBack("gone");
  }

  private void sign(String name, String end) {
    lian.resource(half(LAKE, name, "hill", FLOW, end)).create();
    han.resource(half(HILL, name, "lake", FLOW, end)).create();
  }

  private void takeBack(String name) {
    for (String home : new String[] {LAKE, HILL}) {
      tenants.administrator().resources(Agreement.class).inNamespace(home).withName(name).delete();
    }
  }

  private Condition awaitReason(String home, String name, String reason) {
    return await(name + " of " + home)
        .atMost(OperatorEstate.LIMIT)
        .until(
            () -> {
              Agreement seen =
                  tenants
                      .administrator()
                      .resources(Agreement.class)
                      .inNamespace(home)
                      .withName(name)
                      .get();
              return seen.getStatus() == null ? null : seen.getStatus().conditions().get(0);
            },
            c -> c != null && c.getReason().equals(reason));
  }

  private NetworkPolicy awaitPolicy(String namespace, String agreement) {
    return await(agreement + " in " + namespace)
        .atMost(OperatorEstate.LIMIT)
        .until(() -> policy(namespace, agreement), p -> p != null);
  }

  private void awaitNoPolicy(String namespace, String agreement) {
    await(agreement + " in " + namespace)
        .atMost(OperatorEstate.LIMIT)
        .until(() -> policy(namespace, agreement) == null);
  }

  private NetworkPolicy policy(String namespace, String agreement) {
    return tenants
        .administrator()
        .network()
        .v1()
        .networkPolicies()
        .inNamespace(namespace)
        .withName("yunzhi-agreement-" + agreement)
        .get();
  }

  /** A policy of the tenant's own that lets the other tenant in, under any name. */
  private static NetworkPolicy in(String namespace, String name) {
    return Networks.fromLabelled(namespace, name, Map.of("yunzhi.dev/tenant", "hill-clinic"));
  }

  private static Agreement half(String home, String name, String with, Flow flow, String end) {
    Agreement agreement = new Agreement();
    agreement.setMetadata(new ObjectMetaBuilder().withNamespace(home).withName(name).build());
    agreement.setSpec(new AgreementSpec(with, List.of(flow), "核验证照", end, null));
    return agreement;
  }
}
