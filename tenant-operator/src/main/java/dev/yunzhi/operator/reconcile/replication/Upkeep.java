package dev.yunzhi.operator.reconcile.replication;

import dev.yunzhi.api.v1alpha1.ReplicatedKind;
import dev.yunzhi.api.v1alpha1.Replication;
import dev.yunzhi.api.v1alpha1.ReplicationSource;
import dev.yunzhi.operator.model.Replica;
import dev.yunzhi.operator.model.ReplicaContent;
import dev.yunzhi.operator.model.Replicas;
import dev.yunzhi.operator.model.Replicator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Reads the sources of Replications and keeps up their copies, many namespaces side by side. */
final class Upkeep {

  /** The API server sees a new binding within milliseconds; it is not asked for longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Replicators replicators;
  private final Looks looks;
  private final Executor executor;
  private final Clock clock;

  /**
   * @param executor its size bounds how many namespaces are looked at at once
   */
  Upkeep(Replicators replicators, Looks looks, Executor executor, Clock clock) {
    this.replicators = replicators;
    this.looks = looks;
    this.executor = executor;
    this.clock = clock;
  }

  /**
   * What a Replication wants in each namespace, by its sources as they are now.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when a source cannot be read
   */
  Replicas wanted(Replication replication) {
    return Replicas.of(
        replication, source -> read(replication.getMetadata().getNamespace(), source));
  }

  private HasMetadata read(String home, ReplicationSource source) {
    return replicators
        .of(home)
        .resources(ReplicaContent.type(source.kind()))
        .inNamespace(home)
        .withName(source.name())
        .get();
  }

  /**
   * Brings the copies about and takes back those that are not wanted; waits for all.
   *
   * @param untouched those of the namespaces that can hold no copy yet: the replicator had no
   *     rights there
   */
  Map<String, Outcome> bring(
      Replication replication,
      Replicas wanted,
      Collection<String> namespaces,
      Set<String> untouched) {
    String digest = digest(replication, wanted);
    // All bindings stand by now; who comes later than this need not wait for them to be seen.
    Instant seen = clock.instant().plus(PATIENCE);
    var pending = new LinkedHashMap<String, CompletableFuture<Outcome>>();
    for (String namespace : namespaces) {
      Outcome recent = looks.recent(key(replication), namespace, digest);
      pending.put(
          namespace,
          recent != null
              ? CompletableFuture.completedFuture(recent)
              : CompletableFuture.supplyAsync(
                  () ->
                      look(
                          replication,
                          wanted,
                          namespace,
                          digest,
                          untouched.contains(namespace),
                          () -> clock.instant().isBefore(seen)),
                  executor));
    }
    var outcomes = new LinkedHashMap<String, Outcome>();
    pending.forEach((namespace, outcome) -> outcomes.put(namespace, outcome.join()));
    return outcomes;
  }

  private Outcome look(
      Replication replication,
      Replicas wanted,
      String namespace,
      String digest,
      boolean untouched,
      BooleanSupplier patient) {
    String key = key(replication);
    boolean tried = looks.known(key, namespace, digest);
    Set<ReplicatedKind> kinds =
        untouched
            ? EnumSet.noneOf(ReplicatedKind.class)
            : tried ? kinds(wanted) : EnumSet.allOf(ReplicatedKind.class);
    var meta = replication.getMetadata();
    Outcome outcome =
        new ReplicaWriter(
                replicators.of(meta.getNamespace()),
                meta.getNamespace(),
                meta.getName(),
                namespace,
                patient)
            .bring(wanted, kinds, tried);
    looks.remember(key, namespace, digest, outcome);
    return outcome;
  }

  /** The namespace holds no copies any more. */
  void left(Replication replication, String namespace) {
    looks.forget(key(replication), namespace);
  }

  /** The Replication is gone. */
  void end(Replication replication) {
    looks.forget(key(replication));
  }

  private static Set<ReplicatedKind> kinds(Replicas wanted) {
    var kinds = EnumSet.noneOf(ReplicatedKind.class);
    wanted.copies().forEach(copy -> kinds.add(copy.kind()));
    return kinds;
  }

  static String key(Replication replication) {
    return Replicator.key(
        replication.getMetadata().getNamespace(), replication.getMetadata().getName());
  }

  /** Of the copies, and of which object wants them: one made anew under a name starts anew. */
  private static String digest(Replication replication, Replicas wanted) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      sha.update(replication.getMetadata().getUid().getBytes(StandardCharsets.UTF_8));
      for (Replica copy : wanted.copies()) {
        sha.update(Serialization.asJson(copy.object()).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
