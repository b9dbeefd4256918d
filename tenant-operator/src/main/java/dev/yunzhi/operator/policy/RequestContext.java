package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Annotations;
import dev.yunzhi.api.v1alpha1.IdleStep;
import dev.yunzhi.api.v1alpha1.RequestType;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantIdle;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.model.GrantedTenant;
import dev.yunzhi.operator.model.Wish;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What policies are told of the tenant that a request is about: {@code input.context.request} and
 * {@code input.context.quota}. Pure.
 */
final class RequestContext {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Quantity>> QUANTITIES = new TypeReference<>() {};

  /**
   * Adds what a request comes to.
   *
   * @param tenant that the request is about; null when there is none
   */
  static void put(ObjectNode context, TenantRequest request, Tenant tenant) {
    Wish wish = Wish.of(request, tenant);
    ObjectNode quota = context.putObject("quota");
    quota.set("asked", amounts(JSON.convertValue(wish.spec().get("quota"), QUANTITIES)));
    if (tenant == null) {
      return;
    }
    quota.set("approved", amounts(GrantedTenant.approved(tenant)));
    ObjectNode node = context.putObject("request").put("tenant", tenant.getMetadata().getName());
    String notice = idleNotice(tenant);
    if (notice != null) {
      node.put("idleNotice", notice);
    }
    node.set("changed", JSON.valueToTree(wish.changed()));
    if (request.getSpec().type() == RequestType.CHANGE) {
      node.set("spec", wish.spec());
    }
  }

  /** Since when it was told that it lies idle, by the platform team or by itself; null if never. */
  private static String idleNotice(Tenant tenant) {
    Map<String, String> annotations = tenant.getMetadata().getAnnotations();
    if (annotations != null && annotations.containsKey(Annotations.IDLE_NOTICE)) {
      return annotations.get(Annotations.IDLE_NOTICE);
    }
    TenantIdle idle = tenant.getStatus() == null ? null : tenant.getStatus().idle();
    return idle == null || idle.step() == IdleStep.OBJECTED ? null : idle.since();
  }

  /** Adds by how much a Tenant may differ from what was approved; nothing when nobody approved. */
  static void put(ObjectNode context, Tenant tenant) {
    if (tenant.getSpec().approvedQuota() != null) {
      ObjectNode quota = context.putObject("quota");
      quota.set("asked", amounts(tenant.getSpec().quota()));
      quota.set("approved", amounts(tenant.getSpec().approvedQuota()));
    }
  }

  /** Quantities as plain numbers: cores, bytes, pieces. */
  private static ObjectNode amounts(Map<String, Quantity> quantities) {
    ObjectNode amounts = JSON.createObjectNode();
    if (quantities != null) {
      quantities.forEach((resource, quantity) -> amounts.put(resource, plain(quantity)));
    }
    return amounts;
  }

  private static BigDecimal plain(Quantity quantity) {
    BigDecimal amount = quantity.getNumericalAmount().stripTrailingZeros();
    return amount.scale() < 0 ? amount.setScale(0) : amount;
  }

  private RequestContext() {}
}
