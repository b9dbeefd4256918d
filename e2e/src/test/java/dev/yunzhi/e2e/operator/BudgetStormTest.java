package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Sixty-four clients make, change and delete tenants and budgets while the operator is killed and
 * started anew five times. No sum is too large at any revision of the cluster's store.
 */
@OnOperatorEstate
class BudgetStormTest {

  private static final int CLIENTS = 64;
  private static final int KILLS = 5;
  private static final int TENANTS = 40;
  private static final List<String> DEPARTMENTS = List.of("storm", "storm-a", "storm-b");
  private static final Set<String> AT_REST = Set.of("Ready", "BudgetExceeded");

  private final OperatorEstate estate;
  private final KubernetesClient client;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger done = new AtomicInteger();

  BudgetStormTest(OperatorEstate estate) {
    this.estate = estate;
    this.client = estate.client();
  }

  @Test
  void noSumIsEverTooLarge() throws Exception {
    for (int i = 0; i < DEPARTMENTS.size(); i++) {
      estate.apply(department(i, i == 0 ? 30 : 8));
      String name = DEPARTMENTS.get(i);
      estate.awaitObject(
          Department.class,
          name,
          d -> Objects.has(d, d.getStatus().conditions(), "BudgetGranted", "True", "Granted"));
    }
    estate.apply(tenant("storm-fixed", "storm", 2, 1, false));
    estate.awaitReady(Tenant.class, "storm-fixed", t -> t.getStatus().conditions());

    try (var observer = new BudgetObserver(client)) {
      storm();
      await("the storm settles")
          .atMost(OperatorEstate.LIMIT)
          .until(
              () ->
                  client.resources(Tenant.class).list().getItems().stream().allMatch(this::rests));

      assertThat(observer.overshoots()).isEmpty();
      assertThat(done.get()).as("writes of the clients").isGreaterThan(CLIENTS);
      assertThat(observer.quotaChanges()).as("changes of quotas").isGreaterThan(KILLS * 4L);
      requireThatAnOvershootIsSeen(observer);
    }
  }

  private void storm() throws InterruptedException, ExecutionException {
    var clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < CLIENTS; i++) {
        var random = new Random(i);
        running.add(clients.submit(() -> beClient(random)));
      }
      for (int kill = 0; kill < KILLS; kill++) {
        TimeUnit.MILLISECONDS.sleep(4000 + 700L * kill);
        estate.killOperator();
        estate.startOperator();
        int before = done.get();
        await("tenants can be written again")
            .atMost(OperatorEstate.LIMIT)
            .until(() -> done.get() > before + 20);
      }
      TimeUnit.SECONDS.sleep(4);
      over.set(true);
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      over.set(true);
      clients.shutdownNow();
    }
  }

  private void beClient(Random random) {
    while (!over.get()) {
      try {
        act(random);
        done.incrementAndGet();
      } catch (KubernetesClientException refused) {
        // Admission fails closed while the operator is down; others may have been quicker, too.
      }
      pause(100 + random.nextInt(500));
    }
  }

  private void act(Random random) {
    String name = "storm-" + random.nextInt(TENANTS);
    int what = random.nextInt(10);
    if (what == 0) {
      int place = random.nextInt(DEPARTMENTS.size());
      apply(
          Department.class,
          department(place, place == 0 ? 20 + random.nextInt(20) : random.nextInt(14)));
    } else if (what < 3) {
      client.resources(Tenant.class).withName(name).delete();
    } else {
      // A tenant stays with its department.
      String department = DEPARTMENTS.get(Integer.parseInt(name.substring(6)) % 3);
      apply(
          Tenant.class,
          tenant(
              name,
              department,
              1 + random.nextInt(5),
              1 + random.nextInt(3),
              random.nextBoolean()));
    }
  }

  private <T extends dev.yunzhi.api.v1alpha1.YunzhiResource<?, ?>> void apply(
      Class<T> kind, String yaml) {
    client.resource(Serialization.unmarshal(yaml, kind)).forceConflicts().serverSideApply();
  }

  private static void pause(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private boolean rests(Tenant tenant) {
    if (!tenant.getMetadata().getName().startsWith("storm-")) {
      return true;
    }
    var status = tenant.getStatus();
    return !tenant.isMarkedForDeletion()
        && status != null
        && status.conditions().stream()
            .filter(c -> c.getType().equals("Ready"))
            .filter(c -> tenant.getMetadata().getGeneration().equals(c.getObservedGeneration()))
            .map(Condition::getReason)
            .anyMatch(AT_REST::contains);
  }

  /** Without this the test would be content with an observer that sees nothing. */
  private void requireThatAnOvershootIsSeen(BudgetObserver observer) {
    estate.killOperator();
    try {
      estate
          .cluster()
          .kubectl(
              "patch",
              "department",
              "storm",
              "--subresource=status",
              "--type=merge",
              "--patch={\"status\":{\"budget\":{\"granted\":{\"requests.cpu\":\"1\"}}}}")
          .orThrow();
      String revision = estate.get(Department.class, "storm").getMetadata().getResourceVersion();
      await().atMost(Duration.ofMinutes(2)).until(() -> observer.hasSeen(revision));
      assertThat(observer.overshoots())
          .as("what was made to overshoot")
          .anyMatch(o -> o.startsWith("at " + revision + ": storm allocates requests.cpu"))
          .anyMatch(o -> o.startsWith("at " + revision + ": storm has below it requests.cpu"));
    } finally {
      estate.startOperator();
    }
  }

  private static String department(int place, int cpu) {
    return Objects.department(
                DEPARTMENTS.get(place),
                place == 0 ? "City" : "County",
                "92000" + place,
                place == 0 ? "root" : "storm")
            .stripTrailing()
        + "\n  budget: {cpu: '%d', namespaces: %d}\n".formatted(cpu, place == 0 ? 60 : 20);
  }

  private static String tenant(
      String name, String department, int cpu, int namespaces, boolean elastic) {
    String claims =
        String.join(", ", List.of("{name: a}", "{name: b}", "{name: c}").subList(0, namespaces));
    return Objects.tenant(name, "Delete", "[" + claims + "]", "{requests.cpu: '%d'}".formatted(cpu))
            .replace("department: root", "department: " + department)
            .stripTrailing()
        + "\n  elastic: %s\n".formatted(elastic);
  }
}
