package dev.yunzhi.operator.reconcile.tenant;

import dev.yunzhi.operator.cloud.CloudHealth;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.reconcile.Obstacle;

/** What those who have a tenant on a cloud are told while it cannot be used. */
final class CloudAway {

  /** The Cloud is not there. */
  static Obstacle notFound(String cloud) {
    return new Obstacle(
        Reason.CLOUD_NOT_FOUND,
        "spec.cloud names %s, which does not exist; the platform team has to create that Cloud."
            .formatted(cloud));
  }

  /** The Cloud is there and says why it cannot be used. */
  static Obstacle unusable(String cloud, CloudHealth health) {
    return health.reason().equals(CloudHealth.UNREACHABLE)
        ? new Obstacle(
            Reason.CLOUD_UNREACHABLE,
            "Cloud %s does not answer, so it is not known how the tenant is. Nothing is changed in it meanwhile, and it is looked after again by itself as soon as the cloud answers."
                .formatted(cloud))
        : new Obstacle(
            Reason.CLOUD_UNUSABLE,
            "Cloud %s cannot be used (%s), so it is not known how the tenant is; the platform team has to put it right. The rest follows by itself."
                .formatted(cloud, health.reason()));
  }

  private CloudAway() {}
}
