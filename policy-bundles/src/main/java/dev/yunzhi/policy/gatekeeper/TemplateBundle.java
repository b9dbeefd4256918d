package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What the templates add to a bundle. {@code opa build --target wasm --bundle} compiles it together
 * with whatever else the bundle holds, each module in its own version of Rego. Immutable.
 */
public final class TemplateBundle {
  private final List<RegoModule> modules;
  private final List<String> entrypoints;

  private TemplateBundle(List<RegoModule> modules, List<String> entrypoints) {
    this.modules = List.copyOf(modules);
    this.entrypoints = List.copyOf(entrypoints);
  }

  /**
   * The modules of some templates, each of another kind.
   *
   * @throws RefusedException if the Rego of one of them cannot be taken in
   */
  public static TemplateBundle of(Collection<ConstraintTemplate> templates)
      throws RefusedException {
    List<RegoModule> modules = new ArrayList<>();
    List<String> entrypoints = new ArrayList<>();
    for (ConstraintTemplate template : templates) {
      modules.addAll(TemplateRego.modules(template));
      entrypoints.add(entrypoint(template.kind()));
    }
    return new TemplateBundle(modules, entrypoints);
  }

  /** The rule that finds what violates the constraints of a kind. */
  static String entrypoint(String kind) {
    return "yunzhi/gatekeeper/" + kind.toLowerCase(Locale.ROOT) + "/template/violation";
  }

  /** The files to write into the bundle. */
  public List<RegoModule> modules() {
    return modules;
  }

  /** The entry points to compile, as {@code opa build --entrypoint} takes them. */
  public List<String> entrypoints() {
    return entrypoints;
  }

  /** What a bundle of these and of Rego v1 has for {@code .manifest}. */
  public ObjectNode manifest() {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("rego_version", 1);
    ObjectNode versions = manifest.putObject("file_rego_versions");
    modules.forEach(module -> versions.put(module.path(), module.version()));
    return manifest;
  }
}
