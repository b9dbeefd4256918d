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
          : AdmissionAnswer.denied(Refusal.CLOUD_IN_USE.text(request.name(), names(tenants)));
    }
    int level = AdmissionRequest.as(Cloud.class, request.object()).getSpec().protectionLevel();
    List<Tenant> above =
        tenants.stream().filter(t -> t.getSpec().protectionLevel() > level).toList();
    return above.isEmpty()
        ? AdmissionAnswer.ALLOWED
        : AdmissionAnswer.denied(
            Refusal.CLOUD_LEVEL_TOO_LOW.text(level, request.name(), names(above)));
  }

  /** A Tenant that the platform team makes by hand where no further one is to come. */
  Optional<AdmissionAnswer> refusePlacement(AdmissionRequest request) {
    String name = request.object().at("/spec/cloud").asText();
    Cloud cloud =
        request.is("CREATE") && !name.isEmpty() ? reader.get(Cloud.class, null, name) : null;
    return cloud == null || !cloud.getSpec().cordoned()
        ? Optional.empty()
        : Optional.of(AdmissionAnswer.denied(Refusal.CLOUD_CORDONED.text(name)));
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
