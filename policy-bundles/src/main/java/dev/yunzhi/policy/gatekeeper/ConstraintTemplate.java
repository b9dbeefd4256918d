package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A kind of constraint and the Rego that carries it out: {@code templates.gatekeeper.sh}, versions
 * v1, v1beta1 and v1alpha1. Immutable.
 */
public final class ConstraintTemplate {
  /** The group of all templates. */
  public static final String GROUP = "templates.gatekeeper.sh";

  /** The annotation by which a template declares its inventory. */
  public static final String SYNC_DATA = SyncData.ANNOTATION;

  private static final Set<String> VERSIONS = Set.of("v1", "v1beta1", "v1alpha1");
  private static final Pattern KIND = Pattern.compile("[A-Za-z]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?");

  private final String kind;
  private final List<String> shortNames;
  private final ParameterSchema parameters;
  private final RegoSource source;
  private final List<List<GroupVersionKind>> inventory;

  private ConstraintTemplate(
      String kind,
      List<String> shortNames,
      ParameterSchema parameters,
      RegoSource source,
      List<List<GroupVersionKind>> inventory) {
    this.kind = kind;
    this.shortNames = shortNames;
    this.parameters = parameters;
    this.source = source;
    this.inventory = inventory;
  }

  /**
   * Reads a template as kubectl would apply it.
   *
   * @throws RefusedException if it is none, or is one that cannot be carried out
   */
  public static ConstraintTemplate parse(JsonNode template) throws RefusedException {
    String version = version(template);
    JsonNode crd = template.path("spec").path("crd").path("spec");
    String field = "spec.crd.spec.names";
    String kind = Fields.text(crd.path("names"), field, "kind");
    if (!KIND.matcher(kind).matches()) {
      throw new RefusedException(field + ".kind", "\"" + kind + "\" is no kind");
    }
    String name = template.at("/metadata/name").asText();
    if (!name.equals(kind.toLowerCase(Locale.ROOT))) {
      throw new RefusedException(
          "metadata.name",
          "it must be the kind in lower case, "
              + kind.toLowerCase(Locale.ROOT)
              + ", not "
              + (name.isEmpty() ? "empty" : name));
    }
    return new ConstraintTemplate(
        kind,
        List.copyOf(Fields.texts(crd.path("names"), field, "shortNames")),
        ParameterSchema.parse(crd.path("validation"), !version.equals("v1")),
        RegoSource.parse(template.path("spec")),
        SyncData.parse(template));
  }

  private static String version(JsonNode template) throws RefusedException {
    String apiVersion = template.path("apiVersion").asText();
    String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
    if (!apiVersion.equals(GROUP + "/" + version) || !VERSIONS.contains(version)) {
      throw new RefusedException(
          "apiVersion", "\"" + apiVersion + "\" is none of " + GROUP + "/v1, v1beta1, v1alpha1");
    }
    if (!template.path("kind").asText().equals("ConstraintTemplate")) {
      throw new RefusedException("kind", "it must be ConstraintTemplate");
    }
    return version;
  }

  /** The name of the template: its kind in lower case. */
  public String name() {
    return kind.toLowerCase(Locale.ROOT);
  }

  /** The kind of its constraints. */
  public String kind() {
    return kind;
  }

  /** Short names of that kind; none is usual. */
  public List<String> shortNames() {
    return shortNames;
  }

  /** What parameters its constraints take. */
  public ParameterSchema parameters() {
    return parameters;
  }

  /** Which kinds it needs in {@code data.inventory}: any of each list. */
  public List<List<GroupVersionKind>> inventory() {
    return inventory;
  }

  /**
   * Whether what it declares can be had, and it declares what it reads: an inventory without the
   * kinds that it needs would have it find nothing, for ever.
   *
   * @throws RefusedException if not
   */
  public void requireInventory() throws RefusedException {
    boolean reads =
        Stream.concat(Stream.of(source.rego()), source.libs().stream())
            .anyMatch(rego -> rego.contains("data.inventory"));
    if (reads && inventory.isEmpty()) {
      throw new RefusedException(
          SyncData.FIELD, "it reads data.inventory and must say which kinds it needs there");
    }
    for (List<GroupVersionKind> requirement : inventory) {
      if (requirement.stream().noneMatch(kind -> InventoryKind.of(kind).isPresent())) {
        throw new RefusedException(
            SyncData.FIELD,
            "none of "
                + requirement.stream()
                    .map(kind -> kind.apiVersion() + " " + kind.kind())
                    .collect(Collectors.joining(", "))
                + " can be in the inventory");
      }
    }
  }

  RegoSource source() {
    return source;
  }
}
