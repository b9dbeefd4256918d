package dev.yunzhi.operator.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.RequestReference;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantEnd;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.TenantSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The part of a Tenant that says that it is to be taken back, and by which request. */
public final class EndingTenant {

  /** Field manager of that part alone: whoever wrote the rest keeps it. */
  public static final String FIELD_MANAGER = "yunzhi-end";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * That part, for server-side apply.
   *
   * @param request of type End
   * @param version of the Tenant that it is for
   * @param approvedAt when the last approval was given
   */
  public static Tenant of(TenantRequest request, String version, Instant approvedAt) {
    var meta = request.getMetadata();
    ObjectNode spec = JSON.createObjectNode();
    spec.set(
        "end",
        JSON.valueToTree(
            new TenantEnd(
                new RequestReference(meta.getNamespace(), meta.getName(), meta.getUid()),
                approvedAt.truncatedTo(ChronoUnit.SECONDS).toString())));
    var tenant = new Tenant();
    tenant.setMetadata(
        new ObjectMetaBuilder()
            .withName(GrantedTenant.nameFor(request))
            .withResourceVersion(version)
            .build());
    tenant.setSpec(JSON.convertValue(spec, TenantSpec.class));
    return tenant;
  }

  private EndingTenant() {}
}
