package dev.yunzhi.operator.scan;

import dev.yunzhi.operator.scan.Pending.Work;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what exists in the namespaces of tenants and in none by the policies in force: everything
 * at an interval, and in between what has changed or whose context has. Every replica judges its
 * share of the namespaces, on one thread that has helpers for the evaluations; the one that leads
 * also tells of all shares together, and tries previews.
 */
public final class BackgroundScan implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BackgroundScan.class);

  /** Changes come in bursts: one look for all of them. */
  private static final Duration SETTLING = Duration.ofMillis(200);

  /** After something has failed. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  /** After a kind could not be read: a run over everything is dear. */
  private static final Duration UNREAD_RETRY = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final Pending pending;
  private final Replicas replicas;
  private final ScanScope scope;
  private final KindWatches watches;
  private final EstateScan scan;
  private final EstateFindings findings;
  private final ReportWriting reports;
  private final ExceptionEnds exceptions;
  private final PreviewRuns previews;
  private final EstateTotals totals;
  private final ScanMeters meters;
  private final Duration interval;
  private final Clock clock;

  private Thread thread;
  private List<ServedKind> kinds = List.of();
  private Instant due;
  private volatile boolean leads;

  /** How the estate was shared out, and by which policies, in the last run over this share. */
  private String scanned;

  BackgroundScan(
      KubernetesClient client,
      Pending pending,
      Replicas replicas,
      ScanScope scope,
      KindWatches watches,
      EstateScan scan,
      EstateFindings findings,
      ReportWriting reports,
      ExceptionEnds exceptions,
      PreviewRuns previews,
      EstateTotals totals,
      ScanMeters meters,
      Duration interval,
      Clock clock) {
    this.client = client;
    this.pending = pending;
    this.replicas = replicas;
    this.scope = scope;
    this.watches = watches;
    this.scan = scan;
    this.findings = findings;
    this.reports = reports;
    this.exceptions = exceptions;
    this.previews = previews;
    this.totals = totals;
    this.meters = meters;
    this.interval = interval;
    this.clock = clock;
  }

  /** Begins; does nothing when it has begun. */
  public synchronized void start() {
    if (thread == null) {
      thread = new Thread(this::loop, "scan");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** This replica leads from here on. */
  public void lead() {
    leads = true;
    pending.previews();
  }

  private void loop() {
    try {
      while (!begun()) {
        Thread.sleep(RETRY.toMillis());
      }
      while (true) {
        pending.await(untilNext());
        Thread.sleep(SETTLING.toMillis());
        if (!done(pending.take())) {
          pending.everything();
          Thread.sleep(RETRY.toMillis());
        }
      }
    } catch (InterruptedException e) {
      // The program ends.
      Thread.currentThread().interrupt();
    }
  }

  private boolean begun() {
    try {
      replicas.begin(pending::others);
      due = clock.instant();
      return true;
    } catch (RuntimeException e) {
      log.warn("The scan cannot begin; trying again", e);
      return false;
    }
  }

  private Duration untilNext() {
    Instant next = due;
    Instant end = exceptions.next();
    if (end != null && end.isBefore(next)) {
      // A millisecond more, for what is left is cut off, not rounded.
      next = end.plusMillis(1);
    }
    Duration left = Duration.between(clock.instant(), next);
    if (reports.behind() && left.compareTo(RETRY) > 0) {
      return RETRY;
    }
    return left.isNegative() ? Duration.ZERO : left;
  }

  private boolean done(Work work) {
    try {
      Instant now = clock.instant();
      Set<String> namespaces = new TreeSet<>(work.namespaces());
      namespaces.addAll(exceptions.until(now));
      boolean everything = share() || work.everything() || !now.isBefore(due);
      if (everything) {
        everything();
      } else {
        kinds.stream()
            .filter(kind -> work.kinds().contains(kind.kind()))
            .forEach(kind -> again(kind));
        namespaces.stream().filter(scope::judges).forEach(this::namespace);
        scan.changed(work.changes());
      }
      publish();
      if (leads && (everything || work.previews())) {
        previews.run(kinds, this::between);
      }
      return true;
    } catch (RuntimeException | StackOverflowError e) {
      if (Thread.currentThread().isInterrupted()) {
        return true;
      }
      meters.incomplete();
      log.error("The scan has failed; everything is looked at again", e);
      return false;
    }
  }

  /**
   * Follows how the estate is shared out.
   *
   * @return whether something is this replica's now that was not
   */
  private boolean share() {
    Shares before = scope.shares();
    Shares now = replicas.shares();
    if (now.equals(before)) {
      return false;
    }
    log.atInfo().addKeyValue("replicas", now.members()).log("The scan is shared out anew");
    reports.restore(before, now);
    scope.share(now);
    boolean more = now.takesOverFrom(before);
    if (more) {
      scanned = null;
      meters.incomplete();
    } else if (scanned != null) {
      scanned = ShareState.of(now, scan.engine().revision());
    }
    return more;
  }

  private void everything() {
    long start = System.nanoTime();
    scan.takePolicies();
    kinds = ServedKind.discover(client);
    watches.open(kinds);
    long judged = scan.run(kinds, null, this::between);
    reports.compare();
    scanned = ShareState.of(scope.shares(), scan.engine().revision());
    due = clock.instant().plus(interval);
    var took = Duration.ofNanos(System.nanoTime() - start);
    meters.ran(took, judged, scan.unread() == null, clock.instant());
    log.atInfo()
        .addKeyValue("objects", judged)
        .addKeyValue("millis", took.toMillis())
        .addKeyValue("incomplete", scan.unread())
        .log("Everything has been scanned");
  }

  private void again(ServedKind kind) {
    watches.open(List.of(kind));
    scan.run(List.of(kind), null, this::between);
  }

  private void namespace(String namespace) {
    var present = scope.kinds(namespace);
    Collection<ServedKind> there =
        kinds.stream().filter(kind -> present.contains(kind.kind())).toList();
    scan.run(there, namespace, this::between);
  }

  private void between() {
    scan.changed(pending.takeChanges());
  }

  private void publish() {
    var catalogue = scan.engine().catalogue();
    if (scan.unread() != null) {
      // Before the reports say it, which may take a while.
      meters.incomplete();
    }
    reports.write(catalogue, scan.unread());
    String own = incomplete();
    replicas.tell(new ShareState(scanned, own));
    String ofOthers = leads ? EstateTotals.missing(replicas.others(), scanned) : null;
    meters.stands(findings.tally(), catalogue, own != null || ofOthers != null);
    if (leads) {
      totals.tell(scope.shares(), findings.tally());
    }
    Instant soon = clock.instant().plus(UNREAD_RETRY);
    if (scan.unread() != null && soon.isBefore(due)) {
      due = soon;
    }
  }

  /** What is missing of this replica's own share; null when nothing is. */
  private String incomplete() {
    if (scan.unread() != null) {
      return scan.unread();
    }
    int unjudged = findings.tally().failures();
    if (unjudged > 0) {
      return unjudged + " objects that could not be judged";
    }
    if (reports.behind()) {
      return "reports that are not written yet";
    }
    return scope.shares().several() && !reports.served()
        ? "what the others find, as the cluster has no PolicyReports"
        : null;
  }

  @Override
  public synchronized void close() {
    if (thread != null) {
      thread.interrupt();
    }
    watches.close();
    totals.close();
  }
}
