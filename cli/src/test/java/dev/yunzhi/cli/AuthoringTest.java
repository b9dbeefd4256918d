package dev.yunzhi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.PolicyException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the first line of a rule to the Policy that is applied, with the real opa. */
class AuthoringTest {

  private static final String OPA = "--opa=" + System.getProperty("opa");

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: tax-web}
      spec: {hostname: own, containers: [{name: web, image: web}]}
      """;

  @TempDir private Path folder;
  private Path rule;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void begin() {
    rule = folder.resolve("tax_902");
    assertThat(run("policy", "new", "TAX-902", "--folder", rule.toString())).as(err()).isZero();
    assertThat(out.toString()).contains("yunzhi policy test", "kubectl apply");
  }

  @Test
  void whatIsBegunIsWholeAndFormatted() {
    assertThat(run("policy", "test", rule.toString(), OPA)).as(err()).isZero();
    assertThat(out.toString())
        .contains("tax_902_test.test_a_host_name_is_found: PASS", "PASS: 2/2");
    assertThat(run("policy", "fmt", "--check", rule.toString(), OPA)).as(err()).isZero();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anIdThatIsNoneOrTakenIsRefusedAndNothingIsOverwritten() {
    assertThat(run("policy", "new", "tax")).isEqualTo(1);
    assertThat(err()).contains("two to ten capital letters, a dash and three digits");
    assertThat(run("policy", "new", "SEC-016")).isEqualTo(1);
    assertThat(err()).contains("SEC-016 is a standard policy");
    assertThat(run("policy", "new", "TAX-903", "--folder", rule.toString())).isEqualTo(1);
    assertThat(err()).contains("exists already; nothing was changed");
  }

  @Test
  void aTestThatFailsAndARuleThatIsWrongAreTold() throws Exception {
    replace("tax_902_test.rego", "count(policy.findings) == 1", "count(policy.findings) == 2");
    assertThat(run("policy", "test", rule.toString(), OPA)).isEqualTo(1);
    assertThat(out.toString()).contains("test_a_host_name_is_found: FAIL");

    replace("tax_902.rego", "lib.pod.spec.hostname\n", "lib.pod.spec.hostname ==\n");
    assertThat(run("policy", "test", rule.toString(), OPA)).isEqualTo(1);
    assertThat(err()).contains("tax_902.rego:").contains("rego_parse_error");
  }

  @Test
  void whatIsNotFormattedIsNamedAndThenFormatted() throws Exception {
    replace("tax_902.rego", "about := rego", "about    := rego");
    assertThat(run("policy", "fmt", "--check", rule.toString(), OPA)).isEqualTo(1);
    assertThat(run("policy", "fmt", rule.toString(), OPA)).as(err()).isZero();
    assertThat(out.toString()).contains("tax_902.rego");
    assertThat(Files.readString(rule.resolve("tax_902.rego"))).contains("about := rego");
    assertThat(rule.toFile().list()).containsExactlyInAnyOrder("tax_902.rego", "tax_902_test.rego");
  }

  @Test
  void aRuleIsTriedOnAnObject() throws Exception {
    Path pod = Files.writeString(folder.resolve("pod.yaml"), POD);
    assertThat(run("policy", "eval", rule.toString(), "-f", pod.toString(), OPA)).isEqualTo(1);
    assertThat(out.toString())
        .contains("Deny  $.spec.hostname", "leave hostname out", "请去掉 hostname");

    Files.writeString(pod, POD.replace("hostname: own, ", ""));
    assertThat(run("policy", "eval", rule.toString(), "-f", pod.toString(), OPA))
        .as(err())
        .isZero();
    assertThat(out.toString()).contains("It finds nothing.");

    Files.writeString(pod, "no: object");
    assertThat(run("policy", "eval", rule.toString(), "-f", pod.toString(), OPA)).isEqualTo(1);
    assertThat(err()).contains("must hold one object with apiVersion and kind");
  }

  @Test
  void whatIsExemptIsFoundAndSaysSoAndIsNotDeniedUntilTheEnd() throws Exception {
    Path pod = Files.writeString(folder.resolve("pod.yaml"), POD);
    Path context =
        Files.writeString(
            folder.resolve("context.yaml"),
            """
            now: "2027-02-28T15:59:58Z"
            exceptions:
              - name: old-name
                namespace: tax-web
                policies: [TAX-902]
                kinds: [Pod]
                names: ["*"]
                expiresAt: "2027-02-28T23:59:59+08:00"
            """);
    String[] line = {
      "policy",
      "eval",
      rule.toString(),
      "-f",
      pod.toString(),
      "-n",
      "tax-web",
      "--input-context",
      context.toString(),
      OPA
    };
    assertThat(run(line)).as(err()).isZero();
    assertThat(out.toString()).contains("Deny  $.spec.hostname  exempt by old-name");

    Files.writeString(context, Files.readString(context).replace("15:59:58Z", "15:59:59Z"));
    assertThat(run(line)).isEqualTo(1);
  }

  @Test
  void onlyWhatWasApprovedIsInForce() {
    assertThat(ExceptionsInForce.of(TestEstate.all(PolicyException.class)))
        .singleElement()
        .satisfies(e -> assertThat(e.get("name").asText()).isEqualTo("old-image"));
  }

  @Test
  void theFolderBecomesAPolicyThatReadsTheSame() throws Exception {
    assertThat(run("policy", "pack", rule.toString(), "--effect", "Audit", "--reason", "试行"))
        .as(err())
        .isZero();
    assertThat(out.toString())
        .contains("kind: \"Policy\"", "policy: \"TAX-902\"", "effect: \"Audit\"");
    Path packed = Files.writeString(folder.resolve("policy.yaml"), out.toString());
    assertThat(run("policy", "test", packed.toString(), OPA)).as(err()).isZero();
    assertThat(run("policy", "pack", rule.toString(), "--effect", "Perhaps")).isEqualTo(1);
    assertThat(err()).contains("must be Deny, Warn or Audit");
  }

  @Test
  void aMissingOpaIsSaid() {
    assertThat(run("policy", "test", rule.toString(), "--opa=/nowhere/opa")).isEqualTo(1);
    assertThat(err()).contains("--opa or $YUNZHI_OPA must name OPA's program");
  }

  private void replace(String file, String text, String by) throws Exception {
    Path path = rule.resolve(file);
    String before = Files.readString(path);
    assertThat(before).contains(text);
    Files.writeString(path, before.replace(text, by));
  }

  private String err() {
    return err.toString();
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    return YunzhiCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
