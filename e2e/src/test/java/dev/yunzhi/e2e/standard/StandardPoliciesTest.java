package dev.yunzhi.e2e.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.operator.Objects;
import dev.yunzhi.e2e.operator.OnOperatorEstate;
import dev.yunzhi.e2e.operator.OperatorEstate;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each standard policy catches what it is there for, and nothing that differs in that alone. */
@OnOperatorEstate
@TestInstance(Lifecycle.PER_CLASS)
class StandardPoliciesTest {

  private final OperatorEstate estate;

  StandardPoliciesTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @BeforeAll
  void provision() throws IOException {
    estate.apply(resource("estate.yaml"));
    estate.awaitReady(Department.class, "std-bureau", d -> d.getStatus().conditions());
    for (String tenant : List.of("std-open", "std-idle", "std-guarded", "std-other")) {
      estate.awaitReady(Tenant.class, tenant, t -> t.getStatus().conditions());
    }
    estate.awaitObject(
        Policy.class,
        "std-exposure",
        p -> Objects.has(p, p.getStatus().conditions(), "Enforced", "True", "Enforced"));
    estate.apply(resource("guarded-budget.yaml"));
    // Of two projects the older counts, and Kubernetes tells times by the second.
    Instant first =
        Instant.parse(
            estate.get(Project.class, "std-project").getMetadata().getCreationTimestamp());
    await().atMost(OperatorEstate.LIMIT).until(() -> Instant.now().isAfter(first.plusSeconds(1)));
    estate.apply(resource("later.yaml"));
    estate.awaitObject(Project.class, "std-second", p -> true);
  }

  /** Other tests set the same policy. */
  @AfterAll
  void withdraw() {
    estate.client().resources(Policy.class).withName("std-exposure").delete();
  }

  static List<PolicyTrial> trials() throws IOException {
    return PolicyTrial.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trials")
  void catchesWhatItIsThereFor(PolicyTrial trial) {
    CommandResult answer = send(trial.as(), trial.caught());

    assertThat(answer.stderr()).contains(trial.says());
    assertThat(answer.succeeded()).as(answer.stderr()).isEqualTo(!trial.refused());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trials")
  void letsTheRestPass(PolicyTrial trial) {
    CommandResult answer = send(trial.as(), trial.passes());

    assertThat(answer.succeeded()).as(answer.stderr()).isTrue();
    assertThat(answer.stderr()).doesNotContain("[" + trial.policy(), "(" + trial.policy());
  }

  /** All the way through admission, with nothing left behind. */
  private CommandResult send(String user, JsonNode object) {
    var cluster = estate.cluster();
    return cluster.kubectl(
        user.equals("administrator") ? cluster.kubeconfig() : cluster.kubeconfigFor(user),
        object.toString(),
        "create",
        "--dry-run=server",
        "-f",
        "-");
  }

  private static String resource(String name) throws IOException {
    return Files.readString(PolicyTrial.FOLDER.resolve(name));
  }
}
