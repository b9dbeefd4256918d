package dev.yunzhi.operator.cloud;

import dev.yunzhi.operator.cluster.SharedParts;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;

/**
 * What connections to clouds have in common.
 *
 * @param home client of the home cluster, where the Secrets lie
 * @param namespace of the Secrets
 * @param probe how often a cloud is asked how it is
 * @param timeout how long an answer of one may take
 * @param turns how many reconciliations may be at work on one cloud at once, at least 1
 */
public record Wiring(
    KubernetesClient home,
    String namespace,
    Duration probe,
    Duration timeout,
    int turns,
    SharedParts parts,
    Clock clock) {}
