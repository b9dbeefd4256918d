package dev.yunzhi.operator.idle;

import dev.yunzhi.api.v1alpha1.Environment;
import java.time.Duration;
import java.util.Set;

/**
 * When a tenant lies idle, and what follows.
 *
 * @param average percent of the quota; a tenant that uses less on average may lie idle
 * @param p95 percent of the quota; one that also uses less at the 95th percentile does
 * @param window over which use is measured; no younger tenant is told anything, and for no longer
 *     does an objection hold
 * @param fresh how old a measurement may be for a step to be taken by it
 * @param notice how long a tenant may object before the time of grace begins
 * @param grace how long before each of the steps that take something
 * @param shrink whether quota is taken
 * @param reclaim whether workloads are brought to a standstill
 * @param environments of whose tenants something is taken
 * @param headroom how many times what it used a tenant keeps when it shrinks, 1 at least
 * @param keep percent of the quota that it keeps in any case
 */
public record IdleTerms(
    int average,
    int p95,
    Duration window,
    Duration fresh,
    Duration notice,
    Duration grace,
    boolean shrink,
    boolean reclaim,
    Set<Environment> environments,
    double headroom,
    int keep) {}
