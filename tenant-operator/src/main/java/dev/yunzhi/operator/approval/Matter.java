package dev.yunzhi.operator.approval;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.ApprovalSpec;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ProjectWriter;
import dev.yunzhi.api.v1alpha1.RequestPhase;
import dev.yunzhi.api.v1alpha1.Stage;
import dev.yunzhi.api.v1alpha1.StageStatus;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.model.HomeNamespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is decided on, a TenantRequest, a PolicyException or a Project, and who wrote it.
 *
 * @param writers by name, with the generation that each wrote first: nobody decides on what they
 *     wrote; empty when nobody knows them, and then nobody can decide
 * @param stages that it needs; empty when that is not known yet
 * @param carriedOut nothing is left to decide, and nothing expires
 */
public record Matter(
    About about,
    ObjectMeta metadata,
    Map<String, Long> writers,
    List<StageStatus> stages,
    boolean carriedOut) {

  /** What kind of thing it is, and where an Approval names it. */
  public enum About {
    REQUEST("spec.request"),
    EXCEPTION("spec.exception"),
    /**
     * Goes on for years and is written all the while: decisions on it stand whatever is written
     * later, and one person may decide several of its gates.
     */
    PROJECT("spec.project");

    private final String field;

    About(String field) {
      this.field = field;
    }

    /** The one that an Approval names. */
    static About of(ApprovalSpec spec) {
      return Stream.of(PROJECT, EXCEPTION)
          .filter(a -> a.named(spec) != null)
          .findFirst()
          .orElse(REQUEST);
    }

    String field() {
      return field;
    }

    /** Null when the Approval is about something else. */
    String named(ApprovalSpec spec) {
      return switch (this) {
        case REQUEST -> spec.request();
        case EXCEPTION -> spec.exception();
        case PROJECT -> spec.project();
      };
    }
  }

  private static final Set<RequestPhase> CARRIED_OUT =
      EnumSet.of(
          RequestPhase.PROVISIONING, RequestPhase.GRANTED, RequestPhase.ENDING, RequestPhase.ENDED);

  private static final List<StageStatus> SECURITY = List.of(stage(Stage.SECURITY));

  private static final List<StageStatus> GATES =
      Stream.of(
              Stage.PLAN,
              Stage.FUND,
              Stage.EXPERT_PANEL,
              Stage.INITIATION,
              Stage.CHANGE,
              Stage.ACCEPTANCE)
          .map(Matter::stage)
          .toList();

  /** What a decision is about; null when there is no such thing where it was decided. */
  public static Matter of(Approval approval, String namespace, Reader reader) {
    ApprovalSpec spec = approval.getSpec();
    String name = About.of(spec).named(spec);
    return switch (About.of(spec)) {
      case EXCEPTION -> {
        var exception = reader.get(PolicyException.class, namespace, name);
        yield exception == null ? null : of(exception);
      }
      case PROJECT -> {
        var project = reader.get(Project.class, null, name);
        yield project == null || !isPlaceOf(project, spec, namespace) ? null : of(project);
      }
      case REQUEST -> {
        var request = reader.get(TenantRequest.class, namespace, name);
        yield request == null ? null : of(request);
      }
    };
  }

  /**
   * It may have changed hands since it was decided on; admission saw to it that it had not before.
   */
  private static boolean isPlaceOf(Project project, ApprovalSpec spec, String namespace) {
    return spec.requestUid() != null
        || HomeNamespace.departmentOf(namespace).equals(project.getSpec().department());
  }

  /** A request, by what its status says of its stages. */
  public static Matter of(TenantRequest request) {
    var status = request.getStatus();
    boolean known =
        status != null
            && Objects.equals(status.observedGeneration(), request.getMetadata().getGeneration());
    return new Matter(
        About.REQUEST,
        request.getMetadata(),
        always(orEmpty(request.getSpec().requesters())),
        known ? orEmpty(status.stages()) : List.of(),
        known && CARRIED_OUT.contains(status.phase()));
  }

  /** An exception: one of the security team, and never carried out, so that it can be revoked. */
  static Matter of(PolicyException exception) {
    String by = exception.getSpec().requestedBy();
    return new Matter(
        About.EXCEPTION,
        exception.getMetadata(),
        always(by == null || by.isEmpty() ? List.of() : List.of(by)),
        SECURITY,
        false);
  }

  /** A project: never carried out, for it goes from gate to gate. */
  static Matter of(Project project) {
    return new Matter(
        About.PROJECT,
        project.getMetadata(),
        orEmpty(project.getSpec().writers()).stream()
            .collect(Collectors.toMap(ProjectWriter::name, ProjectWriter::generation, Math::min)),
        GATES,
        false);
  }

  /** The same, with the stages that policies ask for now, whatever became of it. */
  Matter asked(List<StageStatus> stages) {
    return new Matter(about, metadata, writers, stages, false);
  }

  /** Whether a stage is one of a project, which no request has. */
  static boolean isGate(Stage stage) {
    return GATES.stream().anyMatch(gate -> gate.stage() == stage);
  }

  /** Whether a decision, of the same namespace but for a project, is about this. */
  boolean isOf(Approval approval) {
    return metadata.getName().equals(about.named(approval.getSpec()));
  }

  /** Whether somebody wrote something of what is decided on. */
  boolean isBy(String who, long generation) {
    return writers.getOrDefault(who, Long.MAX_VALUE) <= generation;
  }

  private static Map<String, Long> always(List<String> writers) {
    return writers.stream().distinct().collect(Collectors.toMap(w -> w, w -> 0L));
  }

  private static StageStatus stage(Stage stage) {
    return new StageStatus(stage, 1, 1, null, null, List.of(), null, null, null);
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }
}
