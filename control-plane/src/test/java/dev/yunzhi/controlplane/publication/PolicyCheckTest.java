package dev.yunzhi.controlplane.publication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.controlplane.publication.PolicyCondition.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real opa and this check say of rules of every kind. */
class PolicyCheckTest {
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private static Opa opa;
  private static Capabilities capabilities;
  private static PolicyCheck check;

  @BeforeAll
  static void start(@TempDir Path folder) throws OpaException {
    opa = new Opa(Path.of(System.getProperty("opa")), Duration.ofSeconds(30));
    capabilities = Capabilities.of(opa, folder);
    check = new PolicyCheck(opa, capabilities, Sources.standard());
  }

  private static Verdict check(String rego, String tests) throws OpaException, IOException {
    return check.check(new RuleCandidate.Content(new RuleId("SEC-901"), rego, tests));
  }

  @Test
  void takesARuleWhoseTestsPass() throws Exception {
    Verdict verdict = check(OwnRule.REGO, OwnRule.TESTS);

    assertThat(verdict)
        .isEqualTo(new Verdict(Reason.CHECKED, "opa takes the rule, and its tests pass: 2."));
  }

  @Test
  void takesARuleWithoutTestsAndSaysSo() throws Exception {
    assertThat(check(OwnRule.REGO, null).message()).contains("it has no tests");
  }

  @Test
  void takesARuleThatUsesTheLibraryOfTheStandardOnes() throws Exception {
    String rego =
        OwnRule.REGO.replaceAll("(?s)findings contains.*", "")
            + """
            import data.yunzhi.lib

            findings contains lib.pod_violation(".hostname", "no host names", "不得设置主机名") if {
            	lib.pod.spec.hostname
            }
            """;

    assertThat(check(rego, null))
        .extracting(Verdict::message)
        .isEqualTo("opa takes the rule; it has no tests.");
  }

  @Test
  void namesLineAndColumnOfASyntaxError() throws Exception {
    Verdict verdict = check(OwnRule.REGO + "\nhalf if {\n", null);

    assertThat(verdict.reason()).isEqualTo(Reason.CHECK_FAILED);
    assertThat(verdict.message()).matches("spec.rego line \\d+, column \\d+: unexpected eof token");
  }

  @Test
  void namesWhatStrictModeRefuses() throws Exception {
    Verdict verdict = check(OwnRule.REGO + "\nunused if {\n\tx := 1\n}\n", null);

    assertThat(verdict.reason()).isEqualTo(Reason.CHECK_FAILED);
    assertThat(verdict.message()).contains("assigned var x unused").contains("column 2");
  }

  @Test
  void refusesWhatTheEngineDoesNotHaveAndTheNetwork() throws Exception {
    for (String call :
        List.of("http.send({\"url\": \"x\"})", "opa.runtime()", "uuid.rfc4122(\"x\")")) {
      Verdict verdict = check(OwnRule.REGO + "\nmissing if {\n\t" + call + "\n}\n", null);

      assertThat(verdict.reason()).isEqualTo(Reason.UNKNOWN_BUILTIN);
      assertThat(verdict.message())
          .contains("column 2: undefined function " + call.substring(0, call.indexOf('(')))
          .contains("the engine does not have it");
    }
  }

  @Test
  void namesTheTestsThatFail() throws Exception {
    Verdict verdict =
        check(
            OwnRule.REGO, OwnRule.TESTS + "\ntest_wrong if {\n\tcount(policy.findings) == 7\n}\n");

    assertThat(verdict.reason()).isEqualTo(Reason.TESTS_FAILED);
    assertThat(verdict.message()).matches("spec.tests line \\d+, column 1: test_wrong fails");
  }

  @Test
  void namesATestThatDoesNotEnd() throws Exception {
    String endless =
        "\n"
            + "test_endless if {\n"
            + "\tcount([x | some a in numbers.range(1, 100000); some b in numbers.range(1, 100000);"
            + " x := a * b]) == 1\n"
            + "}\n";

    Verdict verdict = check(OwnRule.REGO, OwnRule.TESTS + endless);

    assertThat(verdict.reason()).isEqualTo(Reason.TESTS_FAILED);
    assertThat(verdict.message()).contains("test_endless");
  }

  @Test
  void testsWithoutATestAreNone() throws Exception {
    assertThat(check(OwnRule.REGO, "package yunzhi.policies.sec_901_test\n").message())
        .isEqualTo("spec.tests has no rule whose name begins with test_");
  }

  @Test
  void refusesAnotherPackage() throws Exception {
    String other =
        OwnRule.REGO.replace("package yunzhi.policies.sec_901", "package yunzhi.exceptions");

    assertThat(check(other, null).message())
        .matches(
            "spec.rego line \\d+, column 9: the package is yunzhi.exceptions; for this spec.policy"
                + " it must be yunzhi.policies.sec_901");
    assertThat(check("\n".repeat(60_000), null).message()).contains("it must begin with");
    assertThat(check("allow := true", null).message())
        .isEqualTo(
            "spec.rego line 1, column 1: it must begin with: package yunzhi.policies.sec_901");
    assertThat(check(OwnRule.REGO, OwnRule.TESTS.replace("sec_901_test", "sec_901")).message())
        .contains("spec.tests line 1, column 9", "must be yunzhi.policies.sec_901_test");
  }

  @Test
  void refusesWhatIsNoPolicy() throws Exception {
    assertThat(check(OwnRule.REGO.replace("#   titleZh", "#   title"), null).message())
        .contains("missing are custom.titleZh");
    assertThat(check(OwnRule.REGO.replace("id: SEC-901", "id: SEC-016"), null).message())
        .contains("is SEC-016; it must be spec.policy, SEC-901");
    assertThat(check(OwnRule.REGO.replace("effect: Deny", "effect: Refuse"), null).message())
        .contains("is not that of a policy");
    assertThat(check(OwnRule.REGO.replace("\"messageZh\"", "\"message_zh\""), null).message())
        .contains("must have findings, a set of objects with path, message and messageZh");
    assertThat(check(OwnRule.REGO.replaceAll("(?s)findings contains.*", ""), null).message())
        .contains("must have findings");
  }

  @Test
  void isStoppedAtItsLimitAndLeavesNothingBehind() throws Exception {
    long before = workplaces();
    PolicyCheck hasty =
        new PolicyCheck(
            new Opa(Path.of(System.getProperty("opa")), Duration.ofMillis(1)),
            capabilities,
            Sources.standard());

    Verdict verdict =
        hasty.check(new RuleCandidate.Content(new RuleId("SEC-901"), OwnRule.REGO, OwnRule.TESTS));

    assertThat(verdict.reason()).isEqualTo(Reason.CHECK_FAILED);
    assertThat(verdict.message()).contains("opa check took longer than");
    assertThat(workplaces()).isEqualTo(before);
  }

  private static long workplaces() throws IOException {
    try (Stream<Path> files = Files.list(TEMPORARY)) {
      return files.filter(f -> f.getFileName().toString().startsWith("yunzhi-policies")).count();
    }
  }
}
