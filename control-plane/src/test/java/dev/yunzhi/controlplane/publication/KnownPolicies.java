package dev.yunzhi.controlplane.publication;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.api.v1alpha1.Effect;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.PolicySpec;
import dev.yunzhi.api.v1alpha1.PolicyStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The Policy objects of a cluster that there is not. Thread-safe. */
final class KnownPolicies implements PolicyObjects {
  private final Map<String, Policy> objects = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  final AtomicInteger writes = new AtomicInteger();

  /** Puts them where the watched ones would be. */
  @TestConfiguration(proxyBeanMethods = false)
  static class InPlace {
    @Bean
    PolicyObjects knownPolicies() {
      return new KnownPolicies();
    }
  }

  void apply(String name, String id, String rego, String tests) {
    put(name, new PolicySpec(id, null, null, null, rego, tests, null, null));
  }

  /** Sets a rule that is there. */
  void set(String name, String id, Effect effect, JsonNode parameters, Boolean preview) {
    put(name, new PolicySpec(id, effect, parameters, null, null, null, null, preview));
  }

  /** As {@link #apply}, only to be tried. */
  void preview(String name, String id, String rego, String tests) {
    put(name, new PolicySpec(id, null, null, null, rego, tests, null, true));
  }

  private void put(String name, PolicySpec spec) {
    Policy before = objects.get(name);
    Policy policy = new Policy();
    policy.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withCreationTimestamp("2026-01-01T00:00:00Z")
            .withGeneration(before == null ? 1 : before.getMetadata().getGeneration() + 1)
            .build());
    policy.setSpec(spec);
    policy.setStatus(before == null ? null : before.getStatus());
    objects.put(name, policy);
    listeners.forEach(Runnable::run);
  }

  void delete(String name) {
    objects.remove(name);
    listeners.forEach(Runnable::run);
  }

  @Override
  public Optional<List<Policy>> all() {
    return Optional.of(new ArrayList<>(objects.values()));
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void say(Policy policy, String revision, String enforcedBy, List<Condition> conditions) {
    writes.incrementAndGet();
    objects.computeIfPresent(
        policy.getMetadata().getName(),
        (name, stored) -> {
          Policy said = new Policy();
          said.setMetadata(stored.getMetadata());
          said.setSpec(stored.getSpec());
          said.setStatus(
              new PolicyStatus(
                  null,
                  null,
                  null,
                  null,
                  null,
                  revision,
                  enforcedBy,
                  null,
                  null,
                  null,
                  conditions));
          return said;
        });
  }

  /** What was said of the generation as it is now, {@code Type=Status Reason}. */
  List<String> said(String name) {
    Policy policy = objects.get(name);
    if (policy.getStatus() == null) {
      return List.of();
    }
    return policy.getStatus().conditions().stream()
        .filter(c -> c.getObservedGeneration().equals(policy.getMetadata().getGeneration()))
        .map(c -> c.getType() + "=" + c.getStatus() + " " + c.getReason())
        .toList();
  }

  String message(String name, String type) {
    return objects.get(name).getStatus().conditions().stream()
        .filter(c -> c.getType().equals(type))
        .map(Condition::getMessage)
        .findFirst()
        .orElseThrow();
  }

  String enforcedBy(String name) {
    return objects.get(name).getStatus().enforcedBy();
  }

  String revision(String name) {
    return objects.get(name).getStatus().publishedRevision();
  }
}
