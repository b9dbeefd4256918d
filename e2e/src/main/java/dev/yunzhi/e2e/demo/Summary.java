package dev.yunzhi.e2e.demo;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.e2e.estate.Estate;
import java.util.ArrayList;
import java.util.List;

/** What stands at the end, and where everything is. */
final class Summary {

  private final Estate estate;
  private final Narration narration;

  Summary(Estate estate, Narration narration) {
    this.estate = estate;
    this.narration = narration;
  }

  void tell() {
    narration.chapter("现状", "What stands");
    requests();
    tenants();
    narration.table(
        List.of(
            List.of("WHAT", "WHERE"),
            List.of("administrator's kubeconfig", estate.cluster().kubeconfig().toString()),
            List.of("people's kubeconfigs", estate.kubeconfigs().toString()),
            List.of("console", estate.console().toString()),
            List.of("its authority (CA)", estate.authority().toString()),
            List.of("accounts and passwords", estate.accounts().credentials().toString())));
  }

  private void requests() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("REQUEST", "TITLE", "LEVEL", "PHASE", "WAITING FOR"));
    for (TenantRequest request :
        estate.client().resources(TenantRequest.class).inAnyNamespace().list().getItems()) {
      var status = request.getStatus();
      rows.add(
          List.of(
              request.getMetadata().getName(),
              text(request.getSpec().displayName()),
              text(request.getSpec().protectionLevel()),
              status == null ? "" : WireName.of(status.phase()),
              status == null ? "" : text(status.waitingFor())));
    }
    narration.table(rows);
  }

  private void tenants() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("TENANT", "DEPARTMENT", "NAMESPACES", "EXPIRES"));
    for (Tenant tenant : estate.client().resources(Tenant.class).list().getItems()) {
      List<String> namespaces = new ArrayList<>();
      if (tenant.getStatus() != null && tenant.getStatus().namespaces() != null) {
        tenant.getStatus().namespaces().forEach(namespace -> namespaces.add(namespace.name()));
      }
      rows.add(
          List.of(
              tenant.getMetadata().getName(),
              tenant.getSpec().department(),
              String.join(", ", namespaces),
              text(tenant.getSpec().expiresAt())));
    }
    narration.table(rows);
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
