package dev.yunzhi.operator;

import dev.yunzhi.api.v1alpha1.Environment;
import dev.yunzhi.api.v1alpha1.Tier;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.operator.model.EnvironmentDefaults;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the operator, prefix {@code yunzhi}.
 *
 * @param namespace of Yunzhi's own parts: the lease and the webhook's certificate lie there
 * @param cluster name of this cluster in decision records
 * @param spoolDirectory where decisions wait until the control-plane has acknowledged them
 * @param spoolLimit that the waiting decisions may take up; beyond it new ones are lost
 * @param resync after which every object is looked at again even if nothing happened
 * @param stall an execution of a reconciler that runs for longer turns {@code /healthz} red
 * @param concurrency how many objects are reconciled at once, and how many writes one step makes at
 *     once; 1 to 64
 * @param tiers what the named sizes of tenants come to, {@code <resource>=<quantity>} separated by
 *     commas; null has none
 * @param clouds how further clusters are looked after
 * @param scan how what exists is judged again
 * @param idle how use is measured, and what follows when a tenant lies idle
 * @param environments what a request is given that leaves it open; an environment that is not named
 *     gives nothing
 */
@ConfigurationProperties("yunzhi")
public record OperatorProperties(
    @DefaultValue(Yunzhi.SYSTEM_NAMESPACE) String namespace,
    @DefaultValue("home") String cluster,
    @DefaultValue("/var/lib/yunzhi/spool") Path spoolDirectory,
    @DefaultValue("256MB") DataSize spoolLimit,
    @DefaultValue("10m") Duration resync,
    @DefaultValue("2m") Duration stall,
    @DefaultValue("8") int concurrency,
    Map<Tier, String> tiers,
    @DefaultValue ControlPlane controlPlane,
    @DefaultValue Bundle bundle,
    @DefaultValue Cloud cloud,
    @DefaultValue Clouds clouds,
    @DefaultValue Term term,
    @DefaultValue Webhook webhook,
    @DefaultValue Scan scan,
    @DefaultValue Idle idle,
    Map<Environment, EnvironmentDefaults> environments,
    @DefaultValue LeaderElection leaderElection) {

  public OperatorProperties {
    tiers = tiers == null ? Map.of() : Map.copyOf(tiers);
    environments = environments == null ? Map.of() : Map.copyOf(environments);
    if (resync.isNegative() || resync.isZero()) {
      throw new IllegalArgumentException(
          "yunzhi.resync is %s; it must be longer than nothing, e.g. 10m".formatted(resync));
    }
    if (concurrency < 1 || concurrency > 64) {
      throw new IllegalArgumentException(
          "yunzhi.concurrency is %d; it must be 1 to 64".formatted(concurrency));
    }
  }

  /** Where the last verified bundle is kept. */
  public Path bundleDirectory() {
    return bundle.directory() == null
        ? spoolDirectory.toAbsolutePath().resolveSibling("bundle")
        : bundle.directory();
  }

  /**
   * Where decisions are sent and bundles come from.
   *
   * @param url null sends none: decisions then stand in the log alone
   * @param caFile PEM; null trusts what the JVM trusts
   * @param tokenFile bearer token, read anew each time; null sends none
   */
  public record ControlPlane(URI url, Path caFile, Path tokenFile) {}

  /**
   * Where the policies come from: a bundle of the control-plane, by OPA's Bundle API.
   *
   * @param file to begin with while nothing was downloaded; null is the one in the image
   * @param verificationKeyFile PEM of the public key, or of a certificate of it, that bundles are
   *     signed with, ES256; null loads none, and the policies in this program's image are enforced
   * @param keyId that signatures name
   * @param scope that signatures are for
   * @param directory where the last verified bundle is kept; null: {@code bundle} beside the spool
   * @param maxSize of the file that is downloaded
   * @param hold how long the control-plane may hold a request until there is a new bundle
   * @param poll how long after one request the next follows, if the control-plane holds none
   * @param report how often the control-plane is told what is enforced, besides each change
   */
  public record Bundle(
      @DefaultValue("yunzhi-wasm") String name,
      Path file,
      Path verificationKeyFile,
      @DefaultValue("yunzhi") String keyId,
      @DefaultValue("yunzhi") String scope,
      Path directory,
      @DefaultValue("32MB") DataSize maxSize,
      @DefaultValue("60s") Duration hold,
      @DefaultValue("10s") Duration poll,
      @DefaultValue("30s") Duration report) {

    public Bundle {
      if (hold.toSeconds() < 1 || poll.toMillis() < 1 || report.toMillis() < 1) {
        throw new IllegalArgumentException(
            "yunzhi.bundle.hold is %s, poll %s and report %s; hold must be 1 s at least, the others longer than nothing"
                .formatted(hold, poll, report));
      }
    }
  }

  /**
   * What the platform itself is certified for; policies measure tenants by it.
   *
   * @param protectionLevel 1 to 4
   */
  public record Cloud(@DefaultValue("3") int protectionLevel, @DefaultValue("cn") String region) {}

  /**
   * How further clouds are looked after.
   *
   * @param probe how often each is asked how it is
   * @param timeout how long an answer of one may take; a cloud that does not answer is left alone
   *     until a probe succeeds
   */
  public record Clouds(@DefaultValue("10s") Duration probe, @DefaultValue("5s") Duration timeout) {

    public Clouds {
      if (probe.toMillis() < 1 || timeout.toMillis() < 1) {
        throw new IllegalArgumentException(
            "yunzhi.clouds.probe is %s and yunzhi.clouds.timeout %s; both must be longer than nothing"
                .formatted(probe, timeout));
      }
    }
  }

  /**
   * How the terms of tenants end.
   *
   * @param notice how long before the end of its term a tenant is Expiring
   * @param grace how long after it its workloads still run
   */
  public record Term(@DefaultValue("30d") Duration notice, @DefaultValue("7d") Duration grace) {

    public Term {
      if (notice.isNegative() || grace.isNegative()) {
        throw new IllegalArgumentException(
            "yunzhi.term.notice is %s and yunzhi.term.grace %s; neither may be less than nothing"
                .formatted(notice, grace));
      }
    }
  }

  /**
   * How what exists is judged again.
   *
   * @param interval from the end of one run over everything to the next
   * @param threads how many objects are judged at once, 1 to 64; each takes a processor
   */
  public record Scan(@DefaultValue("10m") Duration interval, @DefaultValue("1") int threads) {

    public Scan {
      if (interval.isNegative() || interval.isZero()) {
        throw new IllegalArgumentException(
            "yunzhi.scan.interval is %s; it must be longer than nothing, e.g. 10m"
                .formatted(interval));
      }
      if (threads < 1 || threads > 64) {
        throw new IllegalArgumentException(
            "yunzhi.scan.threads is %d; it must be 1 to 64".formatted(threads));
      }
    }
  }

  /**
   * When a tenant lies idle, and what follows. Nothing is measured without the address of a
   * Prometheus; where there is one, idle tenants are told so, and nothing is taken unless it is
   * asked for.
   *
   * @param window over which use is measured; for no longer does an objection hold
   * @param interval from one measurement to the next
   * @param coverage percent of the samples that monitoring must have of each namespace
   * @param average percent of the quota, below which a tenant may lie idle
   * @param p95 percent of the quota, below which it does
   * @param notice how long a tenant may object
   * @param grace how long before each of the steps that take something
   * @param shrink whether quota is taken
   * @param reclaim whether workloads are brought to a standstill
   * @param environments of whose tenants something is taken
   * @param headroom percent of what it used that a tenant keeps, 100 at least
   * @param keep percent of its quota that a tenant keeps in any case, above {@code average}: else
   *     it could never be seen to be used again
   */
  public record Idle(
      @DefaultValue Prometheus prometheus,
      @DefaultValue("14d") Duration window,
      @DefaultValue("6h") Duration interval,
      @DefaultValue("90") int coverage,
      @DefaultValue("5") int average,
      @DefaultValue("20") int p95,
      @DefaultValue("14d") Duration notice,
      @DefaultValue("7d") Duration grace,
      @DefaultValue("false") boolean shrink,
      @DefaultValue("false") boolean reclaim,
      @DefaultValue("DEVELOPMENT") Set<Environment> environments,
      @DefaultValue("150") int headroom,
      @DefaultValue("25") int keep) {

    public Idle {
      if (window.toSeconds() < 1 || interval.toSeconds() < 1) {
        throw new IllegalArgumentException(
            "yunzhi.idle.window is %s and yunzhi.idle.interval %s; both must be a second at least"
                .formatted(window, interval));
      }
      if (notice.isNegative() || grace.isNegative()) {
        throw new IllegalArgumentException(
            "yunzhi.idle.notice is %s and yunzhi.idle.grace %s; neither may be less than nothing"
                .formatted(notice, grace));
      }
      if (coverage < 1 || coverage > 100 || average < 1 || p95 < average || headroom < 100) {
        throw new IllegalArgumentException(
            "yunzhi.idle.coverage is %d, average %d, p95 %d and headroom %d; coverage must be 1 to 100, average 1 at least, p95 no less than average and headroom 100 at least"
                .formatted(coverage, average, p95, headroom));
      }
      if (keep <= average || keep > 100) {
        throw new IllegalArgumentException(
            "yunzhi.idle.keep is %d; it must be above yunzhi.idle.average, which is %d, and no more than 100"
                .formatted(keep, average));
      }
    }
  }

  /**
   * Where use is asked for.
   *
   * @param url null asks nobody
   * @param caFile PEM; null trusts what the JVM trusts
   * @param tokenFile bearer token, read anew each time; null sends none
   * @param timeout for one answer
   * @param maxAnswer size of one answer
   * @param step between two samples that are looked at
   * @param cpu PromQL: cores that each namespace uses at an instant, a vector by {@code namespace};
   *     a namespace of which nothing is known must be absent, one without a Pod be 0
   * @param memory the same in bytes
   */
  public record Prometheus(
      URI url,
      Path caFile,
      Path tokenFile,
      @DefaultValue("30s") Duration timeout,
      @DefaultValue("16MB") DataSize maxAnswer,
      @DefaultValue("1h") Duration step,
      String cpu,
      String memory) {

    public Prometheus {
      if (url != null && (cpu == null || memory == null)) {
        throw new IllegalArgumentException(
            "yunzhi.idle.prometheus.url is %s; then cpu and memory must say what to ask for"
                .formatted(url));
      }
      if (timeout.toMillis() < 1 || step.toSeconds() < 1) {
        throw new IllegalArgumentException(
            "yunzhi.idle.prometheus.timeout is %s and step %s; the first must be longer than nothing, the second a second at least"
                .formatted(timeout, step));
      }
    }
  }

  /**
   * How the API server reaches admission.
   *
   * @param service name of the Service in {@code namespace}
   * @param names further DNS names and IP addresses that the certificate is good for
   * @param certificateValidity from issue to expiry; a new one is issued when a third is left
   */
  public record Webhook(
      @DefaultValue("tenant-operator") String service,
      @DefaultValue({"localhost", "127.0.0.1"}) List<String> names,
      @DefaultValue("365d") Duration certificateValidity) {}

  /**
   * One replica reconciles at a time; admission answers on all of them.
   *
   * @param lease how long a leader that is gone is still taken for the leader
   * @param identity by which a replica that was started anew takes its own lease up again at once;
   *     no two replicas may have the same. Null: the host's name ({@code HOSTNAME}), or a random
   *     one
   */
  public record LeaderElection(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("15s") Duration lease,
      String identity) {}
}
