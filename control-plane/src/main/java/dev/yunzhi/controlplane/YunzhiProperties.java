package dev.yunzhi.controlplane;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the control-plane under {@code yunzhi}.
 *
 * @param cluster name of the cluster that the control-plane watches; the decisions it receives and
 *     the assets it records are of this cluster
 * @param accountsFile YAML file of the local accounts; null when there are none
 */
@ConfigurationProperties("yunzhi")
public record YunzhiProperties(
    @DefaultValue("home") String cluster,
    Path accountsFile,
    @DefaultValue Audit audit,
    @DefaultValue Opa opa,
    @DefaultValue Kubernetes kubernetes,
    @DefaultValue Gatekeeper gatekeeper,
    @DefaultValue Inventory inventory,
    @DefaultValue Register register,
    @DefaultValue Session session) {

  /** What concerns the record. */
  public record Audit(
      @DefaultValue Intake intake,
      @DefaultValue Gaps gaps,
      @DefaultValue Log log,
      @DefaultValue Keeping keeping) {}

  /**
   * Audit events that the cluster's API server lost.
   *
   * @param every how often its counters are read
   * @param longestTry for how long at most it tries to send an event before it counts it as lost
   */
  public record Gaps(
      @DefaultValue("30s") Duration every, @DefaultValue("5m") Duration longestTry) {}

  /**
   * How long the bodies of events are kept.
   *
   * @param retentionDays by stream, after the month in which it was recorded; 184 or more
   * @param defaultRetentionDays of all other streams; null keeps them for good
   * @param every how often it is looked what is to be done
   * @param directory where months go that are seldom read; null leaves all in the database
   * @param moveAfterDays that have to pass after the end of a month: 1 or more
   */
  public record Keeping(
      @DefaultValue Map<String, Integer> retentionDays,
      Integer defaultRetentionDays,
      @DefaultValue("1h") Duration every,
      Path directory,
      @DefaultValue("184") int moveAfterDays) {}

  /**
   * The log as others see it.
   *
   * @param origin names it, for ever; by C2SP's advice its address without the scheme
   * @param signingKeyFiles private keys that sign its checkpoints, all of them: PEM (PKCS #8) or as
   *     Go's notes have them, of Ed25519 and, beside it, of SM2. None leaves the log unsigned
   * @param formerKeys verifier keys that signed it before and do no longer
   * @param witnesses that cosign its checkpoints
   * @param quorum how many of them must have cosigned what is published; null asks for all of them
   * @param cosignaturePatience how long a checkpoint with enough cosignatures is published before
   *     newer ones that have too few
   */
  public record Log(
      @DefaultValue("yunzhi.example/log") String origin,
      @DefaultValue List<Path> signingKeyFiles,
      @DefaultValue List<String> formerKeys,
      @DefaultValue List<Witness> witnesses,
      Integer quorum,
      @DefaultValue("1m") Duration cosignaturePatience) {}

  /**
   * A witness (C2SP tlog-witness).
   *
   * @param url its submission prefix
   * @param key its verifier key
   * @param caFile PEM of the authority that vouches for it; null trusts those of Java
   */
  public record Witness(URI url, String key, Path caFile) {}

  /**
   * The audit sink.
   *
   * @param tokens by cluster: the file that holds the intake token of its API server. Read at each
   *     use, so that a token can be replaced without a restart
   * @param maxBody the largest body that is read, after decompression
   * @param concurrency how many bodies are worked on at once; further senders are told to retry
   * @param memory how many bytes of bodies are worked on at once, after decompression, and no less
   *     than {@code maxBody}; further senders are told to retry
   * @param timeToSend in which a body must have come as a whole
   */
  public record Intake(
      @DefaultValue Map<String, Path> tokens,
      @DefaultValue("32MB") DataSize maxBody,
      @DefaultValue("4") int concurrency,
      @DefaultValue("40MB") DataSize memory,
      @DefaultValue("30s") Duration timeToSend) {}

  /**
   * What concerns OPA and the operators, which are its agents here.
   *
   * @param agents Kubernetes user names of operators and stock agents: they may fetch bundles, send
   *     decisions and report what they enforce
   * @param program the {@code opa} that checks, tests and builds policies
   * @param limit how long one run of it may take
   * @param signingKeyFile PEM file of the private key (ECDSA on P-256, PKCS #8 or SEC 1) that
   *     bundles are signed with; null publishes none
   * @param agentTimeout an agent that was not heard of for longer does not count as one that lives
   */
  public record Opa(
      @DefaultValue("system:serviceaccount:yunzhi-system:tenant-operator") List<String> agents,
      @DefaultValue("/usr/local/bin/opa") Path program,
      @DefaultValue("30s") Duration limit,
      Path signingKeyFile,
      @DefaultValue("2m") Duration agentTimeout) {}

  /**
   * The cluster's API server.
   *
   * @param enabled false runs without a cluster: no inventory, no sign-in by Kubernetes token
   */
  public record Kubernetes(@DefaultValue("true") boolean enabled) {}

  /**
   * Policies in Gatekeeper's format.
   *
   * @param enabled reads the cluster's ConstraintTemplates and makes the kinds of their
   *     constraints; not where Gatekeeper itself does
   */
  public record Gatekeeper(@DefaultValue("false") boolean enabled) {}

  /**
   * The inventory.
   *
   * @param resync how often everything is listed afresh and compared with the record
   */
  public record Inventory(@DefaultValue("10m") Duration resync) {}

  /**
   * The register of assets.
   *
   * @param maxFile the largest file that is taken in
   * @param timeToSend in which a file must have come as a whole
   */
  public record Register(
      @DefaultValue("128MB") DataSize maxFile, @DefaultValue("5m") Duration timeToSend) {}

  /**
   * Sessions of the console; how long an idle one lives is {@code server.servlet.session.timeout}.
   *
   * @param lifetime how long one lives at most, however busy
   */
  public record Session(@DefaultValue("8h") Duration lifetime) {}
}
