package dev.yunzhi.e2e.house;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.yunzhi.controlplane.publication.PolicyCondition;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.docs.ConditionsPage;
import dev.yunzhi.e2e.operator.Provokes;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.EventReason;
import dev.yunzhi.operator.condition.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Whoever meets a condition or an event finds it in docs/conditions.md with what to do, and a test
 * provokes it. Three lists are compared: what the code can say, the rows of the page, and what
 * tests claim by {@link Provokes}, which holds each of them to its claim against a real API server.
 */
class ConditionsDocumentedTest {

  private static final String UNIT_TESTS = "tenant-operator/src/test/java/dev/yunzhi/operator/";

  /** What a cluster cannot show within a test's time, and the unit test that shows it instead. */
  private static final Map<String, String> BY_A_UNIT_TEST =
      Map.of("Approval Counted=False Expired", "approval/VotesTest.java");

  @Test
  void eachHasARowAndNoRowSaysWhatNothingSays() throws IOException {
    assertThat(new TreeSet<>(ConditionsPage.read().said().keySet())).isEqualTo(said());
  }

  @Test
  void eachRowSaysWhatItMeansAndWhatToDo() throws IOException {
    assertThat(ConditionsPage.read().said())
        .allSatisfy((what, row) -> assertThat(row).allSatisfy(c -> assertThat(c).isNotBlank()));
  }

  @Test
  void eachIsProvoked() {
    Set<String> provoked = provoked();
    provoked.addAll(BY_A_UNIT_TEST.keySet());

    assertThat(provoked).isEqualTo(said());
  }

  @Test
  void whatUnitTestsAreSaidToShowTheyAssert() throws IOException {
    for (var entry : BY_A_UNIT_TEST.entrySet()) {
      Path source = Programs.root().resolve(UNIT_TESTS).resolve(entry.getValue());
      String reason = entry.getKey().substring(entry.getKey().lastIndexOf(' ') + 1);
      assertThat(Files.readString(source))
          .containsPattern("assertThat\\([^;]*\"" + reason + "\"[^;]*;");
    }
  }

  /** All that the operator and the control-plane can say. */
  private static Set<String> said() {
    var said = new TreeSet<String>();
    for (boolean status : new boolean[] {true, false}) {
      for (ConditionType type : ConditionType.values()) {
        for (Reason reason : type.reasons(status)) {
          String kind = HasMetadata.getKind(type.kind());
          said.add(condition(kind, type.wire(), status, reason.wire()));
        }
      }
      for (PolicyCondition type : PolicyCondition.values()) {
        for (PolicyCondition.Reason reason : type.reasons(status)) {
          said.add(condition("Policy", type.wire(), status, reason.wire()));
        }
      }
    }
    for (EventReason reason : EventReason.values()) {
      said.add("%s event %s".formatted(HasMetadata.getKind(reason.kind()), reason.wire()));
    }
    return said;
  }

  private static String condition(String kind, String type, boolean status, String reason) {
    return "%s %s=%s %s".formatted(kind, type, status ? "True" : "False", reason);
  }

  private static Set<String> provoked() {
    return new ClassFileImporter()
        .importPackages("dev.yunzhi.e2e").stream()
            .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
            .map(JavaClass::getMethods)
            .flatMap(Set::stream)
            .filter(m -> m.isAnnotatedWith(Provokes.class) && m.isAnnotatedWith(Test.class))
            .flatMap(m -> Arrays.stream(m.getAnnotationOfType(Provokes.class).value()))
            .collect(toCollection(TreeSet::new));
  }
}
