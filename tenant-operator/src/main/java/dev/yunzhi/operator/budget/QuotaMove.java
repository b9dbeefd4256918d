package dev.yunzhi.operator.budget;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The next step from the quotas in force to those wished for, such that the sum over a tenant's
 * namespaces never exceeds what it may be: as long as one namespace still has more than it shall
 * keep, nobody gets more.
 *
 * @param shares what to set now, by namespace
 * @param settled whether these are the wished ones already
 */
public record QuotaMove(Map<String, Map<String, Quantity>> shares, boolean settled) {

  /**
   * The step that may be taken now.
   *
   * @param said by namespace and resource, what the quota objects say; while somebody gives, nobody
   *     is set to more than that, even if more still seems to be in force
   * @param inForce by namespace and resource, the larger of what the quota says and what the API
   *     server still enforces; a namespace without a quota object is absent, a resource that its
   *     quota object does not limit is absent too
   * @param wished by namespace and resource
   */
  public static QuotaMove next(
      Map<String, Map<String, Quantity>> said,
      Map<String, Map<String, Quantity>> inForce,
      Map<String, Map<String, Quantity>> wished) {
    boolean giving =
        wished.entrySet().stream()
            .anyMatch(
                e ->
                    inForce.containsKey(e.getKey())
                        && gives(inForce.get(e.getKey()), e.getValue()));
    if (!giving) {
      return new QuotaMove(wished, true);
    }
    var shares = new LinkedHashMap<String, Map<String, Quantity>>();
    wished.forEach(
        (namespace, amounts) -> shares.put(namespace, lower(said.get(namespace), amounts)));
    return new QuotaMove(shares, false);
  }

  /** Whether some namespace would get more than it has, or a quota for the first time. */
  public boolean raises(Map<String, Map<String, Quantity>> inForce) {
    return shares.entrySet().stream()
        .anyMatch(
            e -> {
              Map<String, Quantity> now = inForce.get(e.getKey());
              return now == null || !Amounts.of(now).cover(Amounts.of(e.getValue()));
            });
  }

  private static boolean gives(Map<String, Quantity> inForce, Map<String, Quantity> wished) {
    return wished.entrySet().stream()
        .anyMatch(
            e -> {
              Quantity now = inForce.get(e.getKey());
              return now == null || compare(now, e.getValue()) > 0;
            });
  }

  private static Map<String, Quantity> lower(
      Map<String, Quantity> said, Map<String, Quantity> wished) {
    var amounts = new TreeMap<String, Quantity>();
    wished.forEach(
        (resource, amount) -> {
          Quantity now = said == null ? new Quantity("0") : said.getOrDefault(resource, amount);
          amounts.put(resource, compare(now, amount) < 0 ? now : amount);
        });
    return amounts;
  }

  private static int compare(Quantity a, Quantity b) {
    return a.getNumericalAmount().compareTo(b.getNumericalAmount());
  }
}
