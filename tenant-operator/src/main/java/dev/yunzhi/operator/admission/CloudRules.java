package dev.yunzhi.operator.admission;

import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.admission.AdmissionRequest.MalformedReview;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.Reader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keeps clouds fit for the tenants that lie on them. Thread-safe. */
final class CloudRules {

  private static final int NAMED_AT_MOST = 5;

  private final Informers informers;
  private final Reader reader;

  CloudRules(Informers informers, Reader reader) {
    this.informers = informers;
    this.reader = reader;
  }

  /** A Cloud that is made, changed or deleted. */
  AdmissionAnswer review(AdmissionRequest request) throws MalformedReview {
    List<Tenant> tenants = informers.of(Tenant.class).by(Informers.BY_CLOUD, request.name());
    if (request.is("DELETE")) {
      return tenants.isEmpty()
          ? AdmissionAnswer.ALLOWED
          : AdmissionAnswer.denied(
              "Cloud %1$s cannot be deleted while tenants lie on it (%2$s): nobody would look after them. Set spec.unschedulable to place no more there, and end those first. / 云平台 %1$s 上仍有租户（%2$s），不能删除，否则租户将无人管理；可设置 spec.unschedulable 停止接收新租户，并先注销这些租户。"
                  .formatted(request.name(), names(tenants)));
    }
    int level = AdmissionRequest.as(Cloud.class, request.object()).getSpec().protectionLevel();
    List<Tenant> above =
        tenants.stream().filter(t -> t.getSpec().protectionLevel() > level).toList();
    return above.isEmpty()
        ? AdmissionAnswer.ALLOWED
        : AdmissionAnswer.denied(
            "spec.protectionLevel: tenants of a level above %1$d lie on Cloud %2$s: %3$s. / spec.protectionLevel：云平台 %2$s 上有等级高于 %1$d 的租户：%3$s。"
                .formatted(level, request.name(), names(above)));
  }

  /** A Tenant that the platform team makes by hand where no further one is to come. */
  Optional<AdmissionAnswer> refusePlacement(AdmissionRequest request) {
    String name = request.object().at("/spec/cloud").asText();
    Cloud cloud =
        request.is("CREATE") && !name.isEmpty() ? reader.get(Cloud.class, null, name) : null;
    return cloud == null || !cloud.getSpec().cordoned()
        ? Optional.empty()
        : Optional.of(
            AdmissionAnswer.denied(
                "spec.cloud: Cloud %1$s takes no further tenants (spec.unschedulable). / spec.cloud：云平台 %1$s 暂停接收新租户（spec.unschedulable）。"
                    .formatted(name)));
  }

  private static String names(List<Tenant> tenants) {
    String names =
        tenants.stream()
            .map(t -> t.getMetadata().getName())
            .sorted()
            .limit(NAMED_AT_MOST)
            .collect(Collectors.joining(", "));
    return tenants.size() > NAMED_AT_MOST ? names + ", …" : names;
  }
}
