package dev.yunzhi.operator.scan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;

/**
 * A report in the format of the Kubernetes Policy Working Group (<a
 * href="https://github.com/kubernetes-sigs/wg-policy-prototypes">wgpolicyk8s.io/v1alpha2</a>), as
 * far as it is written here.
 */
@JsonDeserialize(using = JsonDeserializer.None.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"apiVersion", "kind", "metadata", "summary", "results"})
public abstract sealed class Report implements HasMetadata
    permits PolicyReport, ClusterPolicyReport {

  static final String GROUP = "wgpolicyk8s.io";
  static final String VERSION = "v1alpha2";

  @JsonProperty private String apiVersion = GROUP + "/" + VERSION;
  @JsonProperty private String kind;
  @JsonProperty private ObjectMeta metadata;
  @JsonProperty private Summary summary;
  @JsonProperty private List<Result> results;

  /** How many results there are of each sort. */
  public record Summary(int pass, int fail, int warn, int error, int skip) {}

  /**
   * One result.
   *
   * @param rule the field at fault
   * @param category clauses of standards
   * @param severity high, medium or low; null where there is none
   * @param result fail, warn, skip or error
   * @param timestamp since when it is so
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Result(
      String source,
      String policy,
      String rule,
      String category,
      String severity,
      String result,
      boolean scored,
      Timestamp timestamp,
      String message,
      Map<String, String> properties,
      List<Resource> resources) {}

  /** Since 1970. */
  public record Timestamp(long seconds, int nanos) {}

  /** The object that a result is about. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Resource(
      String apiVersion, String kind, String namespace, String name, String uid) {}

  /** Of a report as it is read from the cluster. */
  Report(String kind) {
    this.kind = kind;
  }

  Report(String kind, ObjectMeta metadata, Summary summary, List<Result> results) {
    this(kind);
    this.metadata = metadata;
    this.summary = summary;
    this.results = List.copyOf(results);
  }

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public void setMetadata(ObjectMeta metadata) {
    this.metadata = metadata;
  }

  @Override
  public String getKind() {
    return kind;
  }

  @Override
  public String getApiVersion() {
    return apiVersion;
  }

  @Override
  public void setApiVersion(String version) {
    this.apiVersion = version;
  }

  /** Keeps no more of it than which it is. */
  void reduce() {
    metadata =
        new ObjectMetaBuilder()
            .withNamespace(metadata.getNamespace())
            .withName(metadata.getName())
            .withResourceVersion(metadata.getResourceVersion())
            .build();
    summary = null;
    results = null;
  }

  /** The namespace that it is about; empty for what is in none. */
  String place() {
    return metadata.getNamespace() == null ? "" : metadata.getNamespace();
  }

  public Summary getSummary() {
    return summary;
  }

  public List<Result> getResults() {
    return results == null ? List.of() : results;
  }
}
