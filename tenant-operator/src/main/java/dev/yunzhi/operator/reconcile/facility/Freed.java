package dev.yunzhi.operator.reconcile.facility;

import dev.yunzhi.api.v1alpha1.FacilityResources;
import dev.yunzhi.operator.budget.CanonicalQuantity;
import io.fabric8.kubernetes.api.model.Quantity;

/** Adds up what systems took. Pure. */
final class Freed {

  static final FacilityResources NOTHING = new FacilityResources(null, null, null, null);

  /**
   * The sum of each resource, in canonical form; one that neither has counted stays uncounted.
   *
   * @param more null is nothing
   */
  static FacilityResources plus(FacilityResources sum, FacilityResources more) {
    return more == null
        ? sum
        : new FacilityResources(
            plus(sum.cpu(), more.cpu()),
            plus(sum.memory(), more.memory()),
            plus(sum.storage(), more.storage()),
            plus(sum.servers(), more.servers()));
  }

  private static Quantity plus(Quantity one, Quantity other) {
    if (one == null || other == null) {
      Quantity known = one == null ? other : one;
      return known == null ? null : CanonicalQuantity.of(known);
    }
    return CanonicalQuantity.of(
        one.getNumericalAmount().add(other.getNumericalAmount()), isBinary(one) || isBinary(other));
  }

  private static boolean isBinary(Quantity quantity) {
    return quantity.getFormat() != null && quantity.getFormat().endsWith("i");
  }

  private static Integer plus(Integer one, Integer other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one + other;
  }

  private Freed() {}
}
