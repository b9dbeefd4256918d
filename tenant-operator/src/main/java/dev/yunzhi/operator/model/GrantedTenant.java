package dev.yunzhi.operator.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Grant;
import dev.yunzhi.api.v1alpha1.RequestReference;
import dev.yunzhi.api.v1alpha1.RequestType;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.TenantSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Tenant that an approved request becomes, or that it changes. */
public final class GrantedTenant {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As many as the Tenant can hold. */
  private static final int MAX_GRANTS = 200;

  /**
   * Name of the Tenant that the request is about.
   *
   * @return null when the API server has yet to make up the request's name
   */
  public static String nameFor(TenantRequest request) {
    String name = request.getSpec().tenantName();
    return name != null ? name : request.getMetadata().getName();
  }

  /**
   * The Tenant as the request asks for it.
   *
   * @param actual the tenant that the request is about; null when there is none yet. The result
   *     takes only this very version's place
   * @param department that owns the home namespace of the request
   * @param filed whether no approval was needed: what was approved before stays the measure then
   * @param finalizer that every Tenant carries; set at once, so that it need not be added after
   */
  public static Tenant of(
      TenantRequest request, Tenant actual, String department, boolean filed, String finalizer) {
    ObjectNode spec = Wish.of(request, actual).spec().put("department", department);
    spec.set("request", JSON.valueToTree(origin(request, actual)));
    spec.set("approvedQuota", filed ? JSON.valueToTree(approved(actual)) : spec.get("quota"));
    spec.set("grants", JSON.valueToTree(grants(request, actual)));
    var tenant = new Tenant();
    tenant.setMetadata(
        new ObjectMetaBuilder()
            .withName(nameFor(request))
            .withResourceVersion(actual == null ? null : actual.getMetadata().getResourceVersion())
            .withFinalizers(finalizer)
            .build());
    tenant.setSpec(JSON.convertValue(spec, TenantSpec.class));
    return tenant;
  }

  private static RequestReference origin(TenantRequest request, Tenant actual) {
    var meta = request.getMetadata();
    return request.getSpec().type() == RequestType.CHANGE
        ? actual.getSpec().request()
        : new RequestReference(meta.getNamespace(), meta.getName(), meta.getUid());
  }

  /**
   * The quota by which growth is measured: what was last approved, or what the platform team gave
   * where no request stands behind the tenant.
   */
  public static Map<String, Quantity> approved(Tenant tenant) {
    var spec = tenant.getSpec();
    return spec.approvedQuota() == null ? spec.quota() : spec.approvedQuota();
  }

  /** One entry for each request, the one carried out last at the end. */
  private static List<Grant> grants(TenantRequest request, Tenant actual) {
    var meta = request.getMetadata();
    List<Grant> grants =
        Stream.concat(
                grants(actual).filter(g -> !g.uid().equals(meta.getUid())),
                Stream.of(new Grant(meta.getName(), meta.getUid(), meta.getGeneration())))
            .toList();
    return grants.subList(Math.max(0, grants.size() - MAX_GRANTS), grants.size());
  }

  private static Stream<Grant> grants(Tenant tenant) {
    return tenant == null || tenant.getSpec().grants() == null
        ? Stream.of()
        : tenant.getSpec().grants().stream();
  }

  /** Whether the Tenant says that this request, as it stands, was carried out. */
  public static boolean carriedOut(TenantRequest request, Tenant tenant) {
    var meta = request.getMetadata();
    return request.getSpec().type() == RequestType.END
        ? tenant != null
            && tenant.getSpec().end() != null
            && meta.getUid().equals(tenant.getSpec().end().request().uid())
        : grants(tenant)
            .anyMatch(
                g -> g.uid().equals(meta.getUid()) && g.generation().equals(meta.getGeneration()));
  }

  /** Fields that a Tenant cannot do without and that the request leaves out; empty when none. */
  public static List<String> missing(TenantRequest request, Tenant actual) {
    if (request.getSpec().type() == RequestType.END) {
      return List.of();
    }
    ObjectNode spec = Wish.of(request, actual).spec();
    var missing = new ArrayList<String>();
    for (String field : List.of("environment", "protectionLevel", "dataClass", "quota")) {
      if (!spec.has(field)) {
        missing.add("spec." + field);
      }
    }
    return missing;
  }

  /**
   * Whether a request is about this very Tenant, which is its own department's: a New one about
   * what was made from it, or from one of the same name before it.
   *
   * @param department that owns the home namespace of the request
   */
  public static boolean concerns(TenantRequest request, Tenant tenant, String department) {
    return tenant.getSpec().department().equals(department)
        && (request.getSpec().type() != RequestType.NEW || isMadeFrom(request, tenant));
  }

  /** Whether the Tenant was made from this request, whoever owns it now. */
  public static boolean isMadeFrom(TenantRequest request, Tenant tenant) {
    RequestReference from = tenant.getSpec().request();
    return from != null
        && from.namespace().equals(request.getMetadata().getNamespace())
        && from.name().equals(request.getMetadata().getName());
  }

  private GrantedTenant() {}
}
