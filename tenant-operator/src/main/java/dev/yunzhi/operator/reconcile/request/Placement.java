package dev.yunzhi.operator.reconcile.request;

import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.RequestType;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.reconcile.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What stands in the way of a tenant where the request wants it to lie.
 *
 * @param reason one of {@link Reason}
 */
record Placement(Reason reason, NextStep step) {

  /** Whether there is such a place at all: without one no policy can judge the request. */
  static Optional<Placement> unknown(TenantRequest request, Tenant actual, Informers informers) {
    String cloud = request.getSpec().cloud();
    if (actual != null) {
      boolean moves =
          request.getSpec().type() == RequestType.NEW
              && !Objects.equals(cloud, actual.getSpec().cloud());
      return moves
          ? Optional.of(
              new Placement(
                  Reason.CLOUD_IMMUTABLE, NextStep.otherCloud(request, actual.getSpec().cloud())))
          : Optional.empty();
    }
    return cloud == null || informers.of(Cloud.class).get(cloud) != null
        ? Optional.empty()
        : Optional.of(new Placement(Reason.CLOUD_NOT_FOUND, NextStep.noSuchCloud(request)));
  }

  /** Whether a further tenant can be made there now; one that is there already stays. */
  static Optional<Placement> closed(TenantRequest request, Tenant actual, Informers informers) {
    String name = request.getSpec().cloud();
    Cloud cloud = name == null || actual != null ? null : informers.of(Cloud.class).get(name);
    if (cloud == null) {
      return Optional.empty();
    }
    if (cloud.getSpec().cordoned()) {
      return Optional.of(new Placement(Reason.CLOUD_CORDONED, NextStep.cordoned(name)));
    }
    var status = cloud.getStatus();
    List<Condition> conditions = status == null ? null : status.conditions();
    Condition ready = Conditions.of(conditions, ConditionType.CLOUD_READY);
    return ready != null && "True".equals(ready.getStatus())
        ? Optional.empty()
        : Optional.of(
            new Placement(
                Reason.CLOUD_NOT_READY,
                NextStep.cloudNotReady(name, ready == null ? "…" : ready.getReason())));
  }
}
