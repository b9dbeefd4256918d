package dev.yunzhi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Access;
import dev.yunzhi.api.v1alpha1.Bounds;
import dev.yunzhi.api.v1alpha1.DepartmentSpec;
import dev.yunzhi.api.v1alpha1.Exposure;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundsInForceTest {

  @Test
  void whatNobodyBoundsIsNotBounded() {
    var inForce = BoundsInForce.of(List.of(department("province", "{}")));

    assertThat(inForce.isEmpty()).isTrue();
    assertThat(inForce.asStatus()).isNull();
  }

  @Test
  void aChildInheritsAndNarrows() {
    var inForce =
        BoundsInForce.of(
            List.of(
                department(
                    "province",
                    "{registries: [r.example.cn], exposure: Internet, storageClasses: [ssd, hdd],"
                        + " maxTermDays: {production: 730}}"),
                department("city", "{registries: [r.example.cn/city], exposure: Internal}"),
                department("county", "{maxTermDays: {production: 365, emergency: 30}}")));

    Bounds bounds = inForce.bounds();
    assertThat(bounds.registries()).containsExactly("r.example.cn/city");
    assertThat(bounds.exposure()).isEqualTo(Exposure.INTERNAL);
    assertThat(bounds.storageClasses()).containsExactly("hdd", "ssd");
    assertThat(bounds.maxTermDays().production()).isEqualTo(365);
    assertThat(bounds.maxTermDays().development()).isNull();
    assertThat(inForce.asStatus().from())
        .containsEntry("registries", "city")
        .containsEntry("exposure", "city")
        .containsEntry("storageClasses", "province")
        .containsEntry("maxTermDays.production", "county")
        .containsEntry("maxTermDays.emergency", "county");
  }

  @Test
  void whenAParentIsTightenedLaterTheChildFollows() {
    var inForce =
        BoundsInForce.of(
            List.of(
                department("province", "{access: Viewer, hosts: ['*.gov.cn'], ingressClasses: []}"),
                department(
                    "city",
                    "{access: Owner, hosts: [a.gov.cn, b.example.com], ingressClasses: [public]}")));

    assertThat(inForce.bounds().access()).isEqualTo(Access.VIEWER);
    assertThat(inForce.bounds().hosts()).containsExactly("a.gov.cn");
    assertThat(inForce.bounds().ingressClasses()).isEmpty();
    assertThat(inForce.asStatus().from())
        .containsEntry("access", "province")
        .containsEntry("hosts", "city")
        .containsEntry("ingressClasses", "province");
  }

  @Test
  void anExcessNamesFieldValueAndTheHighestThatForbidsIt() {
    var above =
        BoundsInForce.of(
            List.of(
                department("province", "{loadBalancerRanges: [10.0.0.0/8, 'fd00::/8']}"),
                department("city", "{loadBalancerRanges: [10.1.0.0/16], exposure: None}")));

    assertThat(
            above.excess(
                bounds(
                    "{loadBalancerRanges: [10.1.2.0/24, 10.2.0.0/16, 11.0.0.0/8],"
                        + " exposure: Internal, registries: [anywhere.cn]}")))
        .extracting(e -> e.field() + " " + e.value() + " " + e.forbiddenBy())
        .containsExactlyInAnyOrder(
            "exposure Internal city",
            "loadBalancerRanges 10.2.0.0/16 city",
            "loadBalancerRanges 11.0.0.0/8 province");
  }

  @Test
  void aRegistryCoversRepositoriesBelowItAndNoNameThatOnlyBeginsAlike() {
    var above = BoundsInForce.of(List.of(department("province", "{registries: [r.cn/base]}")));

    assertThat(above.excess(bounds("{registries: [r.cn/base, r.cn/base/jdk]}"))).isEmpty();
    assertThat(above.excess(bounds("{registries: [r.cn/base2, r.cn]}"))).hasSize(2);
  }

  @Test
  void aWildcardCoversNamesBelowItButNotTheDomainItself() {
    var above = BoundsInForce.of(List.of(department("province", "{hosts: ['*.zj.gov.cn']}")));

    assertThat(above.excess(bounds("{hosts: [a.zj.gov.cn, '*.b.zj.gov.cn', '*.zj.gov.cn']}")))
        .isEmpty();
    assertThat(above.excess(bounds("{hosts: [zj.gov.cn, xzj.gov.cn, '*.gov.cn']}"))).hasSize(3);
  }

  @Test
  void networksOfBothFamiliesNest() {
    var above =
        BoundsInForce.of(
            List.of(department("province", "{externalIPs: ['2001:db8::/32', 0.0.0.0/0]}")));

    assertThat(
            above.excess(
                bounds("{externalIPs: ['2001:db8:1::/48', '2001:db8::1/128', 255.0.0.0/8]}")))
        .isEmpty();
    assertThat(above.excess(bounds("{externalIPs: ['::/0', '2001:db9::/32']}"))).hasSize(2);
  }

  static Ancestor department(String name, String bounds) {
    return new Ancestor(name, Serialization.unmarshal("bounds: " + bounds, DepartmentSpec.class));
  }

  private static Bounds bounds(String yaml) {
    return department("own", yaml).spec().bounds();
  }
}
