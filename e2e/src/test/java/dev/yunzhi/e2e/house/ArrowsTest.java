package dev.yunzhi.e2e.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which folder may import which: the picture of docs/architecture.md, kept true. */
class ArrowsTest {

  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.of(
          "api", Set.of(),
          "audit", Set.of(),
          "policy", Set.of(),
          "operator", Set.of("api", "policy"),
          "controlplane", Set.of("api", "audit", "policy"),
          "auditor", Set.of("audit"),
          "cli", Set.of("api", "audit", "auditor", "policy"));

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.yunzhi");

  @ParameterizedTest
  @ValueSource(strings = {"api", "audit", "policy", "operator", "controlplane", "auditor", "cli"})
  void importsOnlyWhatItMay(String module) {
    String[] forbidden =
        MAY_IMPORT.keySet().stream()
            .filter(other -> !other.equals(module) && !MAY_IMPORT.get(module).contains(other))
            .map(ArrowsTest::packageOf)
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(packageOf(module))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(concat(forbidden, packageOf("e2e")))
        .check(OURS);
  }

  @Test
  void whatProvesKnowsNeitherSpringNorKubernetes() {
    noClasses()
        .that()
        .resideInAnyPackage(packageOf("audit"), packageOf("auditor"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "io.fabric8..")
        .check(OURS);
  }

  @Test
  void noDrawers() {
    List<String> drawers =
        OURS.stream()
            .map(JavaClass::getName)
            .filter(name -> name.matches(".*\\.utils?\\..*|.*(Utils?|Helper|Manager)(\\$.*)?$"))
            .toList();

    Assertions.assertThat(drawers).isEmpty();
  }

  private static String packageOf(String module) {
    return "dev.yunzhi." + module + "..";
  }

  private static String[] concat(String[] some, String another) {
    String[] all = Arrays.copyOf(some, some.length + 1);
    all[some.length] = another;
    return all;
  }
}
