package dev.yunzhi.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which events: the parameters of {@code /api/v1/audit/events}, which checks them. */
final class EventFilters {

  private final Map<String, String> given = new LinkedHashMap<>();

  @Option(names = "--from", paramLabel = "INSTANT", description = "From then on, RFC 3339.")
  void from(String value) {
    given.put("from", value);
  }

  @Option(names = "--to", paramLabel = "INSTANT", description = "Before then, RFC 3339.")
  void to(String value) {
    given.put("to", value);
  }

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Who acted, or as whom somebody acted.")
  void user(String value) {
    given.put("user", value);
  }

  @Option(
      names = "--department",
      paramLabel = "NAME",
      description = "In it or a department below it.")
  void department(String value) {
    given.put("department", value);
  }

  @Option(names = "--tenant", paramLabel = "NAME", description = "In that tenant.")
  void tenant(String value) {
    given.put("tenant", value);
  }

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Kind of the object, or its resource: Deployment, deployments.")
  void kind(String value) {
    given.put("kind", value);
  }

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "Namespace of the object.")
  void namespace(String value) {
    given.put("namespace", value);
  }

  @Option(names = "--name", paramLabel = "NAME", description = "Name of the object.")
  void name(String value) {
    given.put("name", value);
  }

  @Option(names = "--verb", paramLabel = "VERB", description = "What was asked for: create, get.")
  void verb(String value) {
    given.put("verb", value);
  }

  @Option(
      names = "--outcome",
      paramLabel = "WORD",
      description = "success, warned, audited, refused, failed, or a status code.")
  void outcome(String value) {
    given.put("outcome", value);
  }

  @Option(names = "--policy", paramLabel = "ID", description = "That policy found something.")
  void policy(String value) {
    given.put("policy", value);
  }

  @Option(names = "--text", paramLabel = "TEXT", description = "Has it in some name or value.")
  void text(String value) {
    given.put("text", value);
  }

  @Option(
      names = "--trail",
      paramLabel = "SIDE",
      description = "Acts of the provider alone, or of customers: provider, customer.")
  void trail(String value) {
    given.put("trail", value);
  }

  @Option(names = "--stream", paramLabel = "NAME", description = "Of that stream of the record.")
  void stream(String value) {
    given.put("stream", value);
  }

  @Option(names = "--cluster", paramLabel = "NAME", description = "Of that cluster.")
  void cluster(String value) {
    given.put("cluster", value);
  }

  /**
   * The path with the query.
   *
   * @param more further parameters
   */
  String path(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(given);
    all.putAll(more);
    return ControlPlane.path("/api/v1/audit/events", all);
  }
}
