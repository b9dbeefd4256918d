package dev.yunzhi.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Subject;
import dev.yunzhi.api.v1alpha1.SubjectKind;
import dev.yunzhi.operator.admission.AdmissionRequest.MalformedReview;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.model.Ancestor;
import dev.yunzhi.operator.model.Lineage;
import java.util.List;

/**
 * What those may do to the department tree who do not own all of it: administrators of a department
 * create, change and delete the departments right below theirs, and halt any below theirs; never
 * their own. The API server asks only about people without the verb {@code govern}.
 */
final class Delegation implements Admission {

  private final Reader reader;

  /**
   * @param reader finds departments
   */
  Delegation(Reader reader) {
    this.reader = reader;
  }

  @Override
  public AdmissionAnswer review(AdmissionRequest request) throws MalformedReview {
    if (!request.is("CREATE") && !isDelegated(request, request.oldObject())) {
      return refused(request, request.oldObject());
    }
    if (!request.is("DELETE") && !isDelegated(request, request.object())) {
      return refused(request, request.object());
    }
    return AdmissionAnswer.ALLOWED;
  }

  private boolean isDelegated(AdmissionRequest request, JsonNode department)
      throws MalformedReview {
    String parent = department.at("/spec/parent").asText();
    return !parent.isEmpty()
        && (administers(request, reader.get(Department.class, null, parent))
            || (onlyHalts(request) && administersAbove(request)));
  }

  private static boolean onlyHalts(AdmissionRequest request) {
    return request.is("UPDATE")
        && withoutHalt(request.object()).equals(withoutHalt(request.oldObject()));
  }

  private static JsonNode withoutHalt(JsonNode department) {
    JsonNode spec = department.path("spec");
    return spec instanceof ObjectNode object ? object.deepCopy().without("halt") : spec;
  }

  private boolean administersAbove(AdmissionRequest request) throws MalformedReview {
    var department = AdmissionRequest.as(Department.class, request.oldObject());
    try {
      return Lineage.of(department, name -> reader.get(Department.class, null, name))
          .above()
          .stream()
          .anyMatch(above -> administers(request, above));
    } catch (Lineage.Broken broken) {
      return false;
    }
  }

  private static boolean administers(AdmissionRequest request, Department department) {
    return department != null && administers(request, new Ancestor("", department.getSpec()));
  }

  private static boolean administers(AdmissionRequest request, Ancestor department) {
    List<Subject> administrators = department.spec().administrators();
    return administrators != null
        && administrators.stream()
            .anyMatch(
                s ->
                    s.kind() == SubjectKind.USER
                        ? s.name().equals(request.username())
                        : request.groups().contains(s.name()));
  }

  private static AdmissionAnswer refused(AdmissionRequest request, JsonNode department) {
    String parent = department.at("/spec/parent").asText();
    String name = ObjectName.of(request);
    return AdmissionAnswer.denied(
        parent.isEmpty()
            ? Refusal.NOT_THE_PLATFORM_TEAM.text(request.username(), name)
            : Refusal.NOT_OF_THE_PARENT.text(request.username(), name, parent));
  }
}
