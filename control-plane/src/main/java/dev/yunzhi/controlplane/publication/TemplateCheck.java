package dev.yunzhi.controlplane.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.controlplane.publication.PolicyCondition.Reason;
import dev.yunzhi.policy.gatekeeper.ConstraintTemplate;
import dev.yunzhi.policy.gatekeeper.RefusedException;
import dev.yunzhi.policy.gatekeeper.TemplateBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether a ConstraintTemplate can be carried out: it has the form of one, opa takes its Rego, and
 * that calls nothing that the engine does not have. Thread-safe.
 */
final class TemplateCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Opa opa;
  private final Capabilities capabilities;

  TemplateCheck(Opa opa, Capabilities capabilities) {
    this.opa = opa;
    this.capabilities = capabilities;
  }

  /**
   * Checks one template.
   *
   * @throws OpaException if opa cannot do its work, which says nothing about the template
   * @throws IOException if there is no room for its files
   */
  Verdict check(TemplateCandidate.Content content) throws OpaException, IOException {
    try (Workplace place = new Workplace()) {
      ConstraintTemplate template = ConstraintTemplate.parse(JSON.readTree(content.template()));
      template.requireInventory();
      TemplateBundle bundle = TemplateBundle.of(List.of(template));
      return check(bundle, place.folder());
    } catch (RefusedException e) {
      return new Verdict(Reason.CHECK_FAILED, e.getMessage());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was made of JSON is no JSON", e);
    } catch (OpaException e) {
      if (e.isLimited()) {
        return new Verdict(Reason.CHECK_FAILED, e.getMessage());
      }
      throw e;
    }
  }

  private Verdict check(TemplateBundle bundle, Path place) throws OpaException, IOException {
    Path folder = place.resolve("bundle");
    SortedMap<String, String> files = new TreeMap<>();
    bundle.modules().forEach(module -> files.put(module.path(), module.rego()));
    files.put(Sources.MANIFEST, bundle.manifest().toString());
    new Sources(files).write(folder);
    Files.writeString(place.resolve("capabilities.json"), capabilities.json());
    Opa.Run run =
        opa.run(
            folder,
            List.of(
                "check",
                "--format",
                "json",
                "--capabilities",
                "../capabilities.json",
                "--bundle",
                "."));
    if (run.exitCode() == 0) {
      return new Verdict(Reason.CHECKED, "opa takes its Rego.");
    }
    List<Complaint> all = Complaint.of(run);
    boolean withheld =
        all.stream()
            .flatMap(complaint -> complaint.undefinedFunction().stream())
            .anyMatch(capabilities.withheld()::contains);
    return new Verdict(
        withheld ? Reason.UNKNOWN_BUILTIN : Reason.CHECK_FAILED,
        Complaint.text(all, complaint -> text(complaint, bundle)));
  }

  /** By the place in the template, and not in what was made of it. */
  private static String text(Complaint complaint, TemplateBundle bundle) {
    return bundle.modules().stream()
        .filter(module -> complaint.file().endsWith(module.path().substring(1)))
        .findFirst()
        .map(
            module ->
                module.place(complaint.row(), complaint.column()) + ": " + complaint.message())
        .orElse(complaint.message());
  }
}
