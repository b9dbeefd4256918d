package dev.yunzhi.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * How the operator is built. Plain tests: surefire runs ArchUnit's own annotations beside jqwik's
 * engine without taking note of what they find.
 */
class ArchitectureTest {

  private static final JavaClasses OPERATOR =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.yunzhi.operator");

  @Test
  void desiredStateIsPure() {
    classes()
        .that()
        .resideInAnyPackage("..operator.model..", "..operator.budget..", "..operator.condition..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java.lang..",
            "java.math..",
            "java.time..",
            "java.util..",
            "dev.yunzhi.api..",
            "dev.yunzhi.operator.model..",
            "dev.yunzhi.operator.budget..",
            "dev.yunzhi.operator.condition..",
            "io.fabric8.kubernetes.api.model..",
            // JSON as a value: fields that two kinds share are carried over by name.
            "com.fasterxml.jackson.databind..")
        .as("desired state is a function of custom resources: no client, no Spring")
        .check(OPERATOR);
  }

  @Test
  void timeComesFromAClockThatIsGiven() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .as("the time comes from a java.time.Clock that is handed in")
        .check(OPERATOR);
  }

  @Test
  void onlyTheStartMakesAClock() {
    noClasses()
        .that()
        .doNotHaveSimpleName("ClusterConfiguration")
        .should()
        .callMethod(Clock.class, "systemUTC")
        .check(OPERATOR);
  }

  @Test
  void packagesFormNoRing() {
    slices().matching("dev.yunzhi.operator.(*)..").should().beFreeOfCycles().check(OPERATOR);
  }
}
