package dev.yunzhi.operator.reconcile.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.NamespaceClaim;
import dev.yunzhi.operator.budget.ElasticShares;
import dev.yunzhi.operator.budget.QuotaExceeded;
import dev.yunzhi.operator.budget.QuotaMove;
import dev.yunzhi.operator.budget.QuotaSplit;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/**
 * Histories of a tenant's shares against an API server whose enforcement lags behind what the quota
 * objects say: people change quota and shares, workloads come and go, the operator sees old
 * statuses and dies between any two writes. After every step the quotas in force add up to no more
 * than the tenant's quota, or than they did before it was lowered; under steady use they come to
 * rest.
 */
class ShareMovementPropertyTest {

  private static final int STEPS = 6;
  private static final List<String> RESOURCES = List.of("pods");

  /** A quota object, and the status that the operator's watch shows. */
  private static final class Namespace {
    Map<String, Quantity> spec;
    Map<String, Quantity> enforced;
    Map<String, Quantity> seen;
    final Map<String, Quantity> used = new TreeMap<>();

    ResourceQuota watched() {
      return new ResourceQuotaBuilder()
          .withNewSpec()
          .withHard(spec)
          .endSpec()
          .withNewStatus()
          .withHard(seen)
          .endStatus()
          .build();
    }
  }

  private final Map<String, Namespace> namespaces = new LinkedHashMap<>();
  private Random random;
  private Map<String, Quantity> quota;
  private List<NamespaceClaim> claims;
  private boolean elastic;

  @Property(tries = 100_000, shrinking = ShrinkingMode.OFF)
  void quotasInForceNeverAddUpToMore(@ForAll @LongRange(min = 0) long seed) {
    random = new Random(seed);
    namespaces.clear();
    elastic = random.nextInt(4) > 0;
    wish();
    for (int i = 0; i < STEPS; i++) {
      switch (random.nextInt(8)) {
        case 0 -> wish();
        case 1, 2, 3 -> work();
        case 4, 5 -> enforceOne();
        default -> reconcile(true);
      }
    }
    comesToRest();
  }

  private void wish() {
    var wished = new TreeMap<String, Quantity>();
    RESOURCES.forEach(r -> wished.put(r, new Quantity(String.valueOf(random.nextInt(40)))));
    var named = new ArrayList<NamespaceClaim>();
    int count = Math.max(namespaces.size(), 1 + random.nextInt(4));
    for (int i = 0; i < count; i++) {
      boolean names = random.nextInt(3) == 0;
      named.add(
          new NamespaceClaim(
              "n" + i,
              names ? Map.of("pods", new Quantity(String.valueOf(random.nextInt(8)))) : null));
    }
    quota = wished;
    claims = named;
  }

  /** Quota admission lets use grow up to what is enforced; it shrinks as it likes. */
  private void work() {
    Namespace namespace = any();
    if (namespace != null && namespace.enforced != null) {
      String resource = RESOURCES.get(random.nextInt(RESOURCES.size()));
      int ceiling = namespace.enforced.get(resource).getNumericalAmount().intValue();
      namespace.used.put(
          resource,
          new Quantity(
              String.valueOf(random.nextBoolean() ? ceiling : random.nextInt(ceiling + 1))));
    }
  }

  private void enforceOne() {
    Namespace namespace = any();
    if (namespace != null) {
      namespace.enforced = namespace.spec;
      if (random.nextInt(3) > 0) {
        namespace.seen = namespace.enforced;
      }
    }
  }

  private Namespace any() {
    var all = List.copyOf(namespaces.values());
    return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
  }

  /**
   * @return how many quotas were written
   */
  private int reconcile(boolean mayDie) {
    Map<String, Map<String, Quantity>> wished;
    try {
      wished = QuotaSplit.of(quota, claims);
    } catch (QuotaExceeded exceeded) {
      return 0;
    }
    var current = new LinkedHashMap<String, Map<String, Quantity>>();
    var inForce = new LinkedHashMap<String, Map<String, Quantity>>();
    var used = new LinkedHashMap<String, Map<String, Quantity>>();
    namespaces.forEach(
        (name, namespace) -> {
          current.put(name, namespace.spec);
          inForce.put(name, QuotaInForce.of(namespace.watched()));
          used.put(name, namespace.used);
        });
    if (elastic) {
      wished = ElasticShares.of(wished, current, used);
    }
    int written = 0;
    for (var share : QuotaMove.next(current, inForce, wished).shares().entrySet()) {
      Namespace namespace = namespaces.computeIfAbsent(share.getKey(), n -> new Namespace());
      if (!share.getValue().equals(namespace.spec)) {
        Map<String, BigDecimal> before = inForce();
        namespace.spec = share.getValue();
        // The answer to a write shows the status as it is.
        namespace.seen = namespace.enforced;
        requireNoMoreThan(before);
        written++;
        if (mayDie && random.nextInt(4) == 0) {
          return written;
        }
      }
    }
    return written;
  }

  private Map<String, BigDecimal> inForce() {
    var sums = new TreeMap<String, BigDecimal>();
    for (Namespace namespace : namespaces.values()) {
      for (String resource : RESOURCES) {
        sums.merge(
            resource,
            amount(namespace.spec, resource).max(amount(namespace.enforced, resource)),
            BigDecimal::add);
      }
    }
    return sums;
  }

  private static BigDecimal amount(Map<String, Quantity> amounts, String resource) {
    return amounts == null ? BigDecimal.ZERO : amounts.get(resource).getNumericalAmount();
  }

  private void requireNoMoreThan(Map<String, BigDecimal> before) {
    inForce()
        .forEach(
            (resource, sum) -> {
              BigDecimal most =
                  before
                      .getOrDefault(resource, BigDecimal.ZERO)
                      .max(quota.get(resource).getNumericalAmount());
              if (sum.compareTo(most) > 0) {
                throw new AssertionError(resource + ": " + sum + " in force of " + most);
              }
            });
  }

  private void comesToRest() {
    for (int round = 0; ; round++) {
      namespaces
          .values()
          .forEach(
              namespace -> {
                namespace.enforced = namespace.spec;
                namespace.seen = namespace.spec;
              });
      if (reconcile(false) == 0) {
        break;
      }
      assertThat(round).as("rounds until nothing is written").isLessThan(30);
    }
    try {
      QuotaSplit.of(quota, claims);
      requireNoMoreThan(Map.of());
    } catch (QuotaExceeded exceeded) {
      // Such a wish is never carried out: all stays as it was.
    }
  }
}
