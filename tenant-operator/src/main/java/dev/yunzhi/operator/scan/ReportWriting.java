package dev.yunzhi.operator.scan;

import dev.yunzhi.policy.Clause;
import dev.yunzhi.policy.PolicyDescription;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the reports of all namespaces in line with what is found. What cannot be written is tried
 * again; a cluster without the kind PolicyReport has none. Not thread-safe.
 */
final class ReportWriting {

  private static final Logger log = LoggerFactory.getLogger(ReportWriting.class);
  private static final int NOT_FOUND = 404;

  private final ReportStore store;
  private final EstateFindings findings;
  private final ScanScope scope;
  private final Set<String> unwritten = new HashSet<>();
  private boolean served = true;
  private boolean servedClusterWide = true;

  /** The reports were read as the program began, and no run has come to its end since. */
  private boolean justRead;

  ReportWriting(ReportStore store, EstateFindings findings, ScanScope scope) {
    this.store = store;
    this.scope = scope;
    this.findings = findings;
  }

  /**
   * Takes what the reports say for what is known of namespaces that are newly this replica's, and
   * forgets the others that are not.
   *
   * @throws KubernetesClientException when they cannot be read; then it can be tried again
   */
  void restore(Shares before, Shares now) {
    findings.retain(namespace -> before.mine(namespace) && now.mine(namespace));
    if (!now.takesOverFrom(before)) {
      return;
    }
    read(
        now::mine,
        report -> {
          String namespace = report.place();
          if (!before.mine(namespace)) {
            Reports.read(report)
                .forEach((key, standing) -> findings.restore(namespace, key, standing));
          }
        });
    justRead = before.members().isEmpty();
  }

  /**
   * Looks at what the reports say by now, and has all of them written that say something else. In
   * the first run that is known from {@link #restore}, unless there are others that may have
   * written meanwhile.
   */
  void compare() {
    if (!justRead || scope.shares().several()) {
      read(scope.shares()::mine, report -> {});
    }
    justRead = false;
    unwritten.addAll(store.namespaces());
    unwritten.addAll(findings.namespaces());
  }

  /** Whether the cluster has reports. */
  boolean served() {
    return served && servedClusterWide;
  }

  private void read(Predicate<String> mine, Consumer<Report> each) {
    served = isServed("PolicyReport", () -> store.read(mine, each));
    servedClusterWide = isServed("ClusterPolicyReport", () -> store.readClusterWide(mine, each));
  }

  private static boolean isServed(String kind, Runnable read) {
    try {
      read.run();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() != NOT_FOUND) {
        throw e;
      }
      log.atWarn()
          .addKeyValue("kind", kind)
          .log("The cluster has no such reports (wgpolicyk8s.io/v1alpha2): none are written");
      return false;
    }
  }

  /**
   * Writes the reports of the namespaces in which something has changed.
   *
   * @param incomplete null when everything was looked at
   */
  void write(Collection<PolicyDescription> catalogue, String incomplete) {
    unwritten.addAll(findings.takeTouched());
    unwritten.removeIf(namespace -> !isServed(namespace) || !scope.stays(namespace));
    var categories = categories(catalogue);
    for (String namespace : List.copyOf(unwritten)) {
      try {
        store.write(
            namespace, Reports.of(namespace, findings.of(namespace), categories, incomplete));
        unwritten.remove(namespace);
      } catch (KubernetesClientException e) {
        log.atWarn()
            .addKeyValue("namespace", namespace)
            .setCause(e)
            .log("A report could not be written; it is tried again");
      }
    }
  }

  private boolean isServed(String namespace) {
    return namespace.isEmpty() ? servedClusterWide : served;
  }

  /** Whether a report does not say yet what it should. */
  boolean behind() {
    return !unwritten.isEmpty();
  }

  private static Map<String, String> categories(Collection<PolicyDescription> catalogue) {
    var categories = new HashMap<String, String>();
    for (PolicyDescription policy : catalogue) {
      categories.put(
          policy.id(),
          policy.clauses().stream().map(ReportWriting::text).collect(Collectors.joining("; ")));
    }
    return categories;
  }

  /** What was not read in a public source is marked. */
  private static String text(Clause clause) {
    String place =
        Stream.of(clause.standard(), clause.edition(), clause.clause())
            .filter(part -> part != null && !part.isEmpty())
            .collect(Collectors.joining(" "));
    return clause.confirmed() ? place : place + " (unconfirmed)";
  }
}
