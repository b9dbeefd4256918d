package dev.yunzhi.operator.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Project;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectCollectorTest {

  @Test
  void projectsAreCountedByTheTermThatRunsAndHowItStands() throws IOException {
    assertThat(
            of(
                project("huzhou", "Accepted", "AcceptanceOverdue"),
                project("huzhou", "Accepted", "AcceptanceOverdue"),
                project("huzhou", "Accepted", "AcceptanceNear"),
                project("anji", "Accepted", "AwaitingAcceptance"),
                project("anji", "Evaluated", "EvaluationDue"),
                project("anji", "Evaluated", "EvaluationNear"),
                project("anji", "Evaluated", "EvaluationOverdue")))
        .containsExactlyInAnyOrder(
            sample("huzhou", "Acceptance", "Overdue", 2),
            sample("huzhou", "Acceptance", "Near", 1),
            sample("anji", "Acceptance", "Running", 1),
            sample("anji", "Evaluation", "Running", 1),
            sample("anji", "Evaluation", "Near", 1),
            sample("anji", "Evaluation", "Overdue", 1));
  }

  @Test
  void whatHasNoTermThatRunsIsNotCounted() throws IOException {
    assertThat(
            of(
                project("huzhou", "Accepted", "UnderWay"),
                project("huzhou", "Evaluated", "NotDue"),
                project("huzhou", "Evaluated", "Evaluated")))
        .isEmpty();
  }

  @Test
  void whatNobodyHasLookedAtYetIsNotCounted() throws IOException {
    Project project = project("huzhou", "Accepted", "AcceptanceNear");
    project.setStatus(null);

    assertThat(of(project)).isEmpty();
  }

  private static String sample(String department, String term, String state, int count) {
    return "yunzhi_project_terms{department=\"%s\",term=\"%s\",state=\"%s\",} %d.0"
        .formatted(department, term, state, count);
  }

  private static List<String> of(Project... projects) throws IOException {
    return Exposition.of(new ProjectCollector(() -> List.of(projects)));
  }

  private static Project project(String department, String type, String reason) {
    return Serialization.unmarshal(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Project
        metadata: {name: p}
        spec: {displayName: p, department: %s}
        status:
          conditions: [{type: %s, status: 'False', reason: %s}]
        """
            .formatted(department, type, reason),
        Project.class);
  }
}
