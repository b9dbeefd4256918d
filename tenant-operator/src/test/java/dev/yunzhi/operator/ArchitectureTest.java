package dev.yunzhi.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
    packages = "dev.yunzhi.operator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule desiredStateIsPure =
      classes()
          .that()
          .resideInAnyPackage("..operator.model..", "..operator.budget..")
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
              "io.fabric8.kubernetes.api.model..")
          .as("desired state is a function of custom resources: no client, no Spring");

  @ArchTest
  static final ArchRule timeComesFromAClockThatIsGiven =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .as("the time comes from a java.time.Clock that is handed in");

  @ArchTest
  static final ArchRule onlyTheStartMakesAClock =
      noClasses()
          .that()
          .doNotHaveSimpleName("ClusterConfiguration")
          .should()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule packagesFormNoRing =
      slices().matching("dev.yunzhi.operator.(*)..").should().beFreeOfCycles();
}
