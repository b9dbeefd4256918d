package dev.yunzhi.operator.admission;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.admission.AdmissionRequest.MalformedReview;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.model.HomeNamespace;
import dev.yunzhi.operator.model.Lineage;
import dev.yunzhi.operator.reconcile.Halting;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps the department tree and the projects in it whole. What may come right by itself, such as a
 * parent that is applied a moment later, is only warned of; the status then says so too.
 */
final class TreeRules {

  private final Informers informers;
  private final Reader reader;

  TreeRules(Informers informers, Reader reader) {
    this.informers = informers;
    this.reader = reader;
  }

  AdmissionAnswer department(AdmissionRequest request) throws MalformedReview {
    if (request.is("DELETE")) {
      return dependants(request.name())
          .map(d -> AdmissionAnswer.denied(Refusal.DEPARTMENT_IN_USE.text(request.name(), d)))
          .orElse(AdmissionAnswer.ALLOWED);
    }
    var department = AdmissionRequest.as(Department.class, request.object());
    var holder = otherHolder(department);
    if (holder.isPresent()) {
      return AdmissionAnswer.denied(
          Refusal.CODE_TAKEN.text(department.getSpec().code(), holder.get()));
    }
    try {
      Lineage lineage = Lineage.of(department, name -> parent(department, name));
      return joinsHalted(request, lineage)
          .orElseGet(() -> BoundsRules.review(request, department, lineage));
    } catch (Lineage.Broken broken) {
      return broken.fault() == Lineage.Fault.PARENT_NOT_FOUND
          ? AdmissionAnswer.allowed(List.of(FindingText.shortened(broken.getMessage())))
          : AdmissionAnswer.denied(Refusal.WRONG_PARENT.text(broken.getMessage()));
    }
  }

  /** Nothing new comes below a department that is halted. */
  private static Optional<AdmissionAnswer> joinsHalted(AdmissionRequest request, Lineage lineage) {
    if (!request.is("CREATE") && !request.changes("parent")) {
      return Optional.empty();
    }
    return lineage
        .halted()
        .filter(by -> !by.equals(lineage.self()))
        .map(
            by ->
                AdmissionAnswer.denied(
                    Refusal.PARENT_HALTED.text(Halting.english(by), Halting.chinese(by))));
  }

  AdmissionAnswer project(AdmissionRequest request) throws MalformedReview {
    if (request.is("DELETE")) {
      return tenantOf(request.name())
          .map(t -> AdmissionAnswer.denied(Refusal.PROJECT_IN_USE.text(request.name(), t)))
          .orElse(AdmissionAnswer.ALLOWED);
    }
    String department = AdmissionRequest.as(Project.class, request.object()).getSpec().department();
    return reader.get(Department.class, null, department) != null
        ? AdmissionAnswer.ALLOWED
        : AdmissionAnswer.allowed(
            List.of("spec.department: Department %s does not exist (yet).".formatted(department)));
  }

  /** The object under review takes the place of the stored one. */
  private Department parent(Department reviewed, String name) {
    return name.equals(reviewed.getMetadata().getName())
        ? reviewed
        : reader.get(Department.class, null, name);
  }

  private Optional<String> otherHolder(Department department) {
    String name = department.getMetadata().getName();
    return informers
        .of(Department.class)
        .by(Informers.BY_CODE, department.getSpec().code())
        .stream()
        .map(d -> d.getMetadata().getName())
        .filter(n -> !n.equals(name))
        .findFirst();
  }

  private Optional<String> dependants(String name) {
    return Stream.<Supplier<List<? extends HasMetadata>>>of(
            () -> informers.of(Department.class).by(Informers.BY_PARENT, name),
            () -> informers.of(Tenant.class).by(Informers.BY_DEPARTMENT, name),
            () -> informers.of(Project.class).by(Informers.BY_DEPARTMENT, name),
            () -> informers.of(TenantRequest.class).inNamespace(HomeNamespace.nameFor(name)))
        .flatMap(found -> found.get().stream())
        .findFirst()
        .map(d -> d.getKind() + " " + d.getMetadata().getName());
  }

  private Optional<String> tenantOf(String project) {
    return informers.of(Tenant.class).by(Informers.BY_PROJECT, project).stream()
        .map(t -> t.getMetadata().getName())
        .findFirst();
  }
}
