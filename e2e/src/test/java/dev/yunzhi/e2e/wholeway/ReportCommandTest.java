package dev.yunzhi.e2e.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.Estate;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** yunzhi report, as an auditor uses it, and yunzhi verify on what it leaves. */
@OnDemonstratedEstate
class ReportCommandTest {

  /** Outside of the estate, which keeps no password in clear. */
  @TempDir private static Path passwords;

  @TempDir private Path folder;

  @Test
  void everyReportIsProvedInEveryFormatAndAChangedCellIsFound(Estate estate) throws IOException {
    JsonNode reports =
        new ObjectMapper()
            .readTree(estate.api("auditor").get("/api/v1/reports").body())
            .get("items");
    List<Path> files = new ArrayList<>();
    for (JsonNode report : reports) {
      for (JsonNode format : report.get("formats")) {
        // One JVM for each is a second: all formats of one report, one format of all others.
        if (report.get("name").asText().equals("assets") || format.asText().equals("csv")) {
          files.add(export(estate, report, format.asText()));
        }
      }
    }
    assertThat(files).hasSizeGreaterThan(reports.size());

    CommandResult proved = verify(estate, files);
    assertThat(proved.exitCode()).as(proved.stdout() + proved.stderr()).isZero();

    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }
    CommandResult changed = verify(estate, files);
    assertThat(changed.exitCode()).isEqualTo(1);
    for (Path file : files) {
      assertThat(changed.stdout()).contains(file + ": REFUTED");
    }
  }

  private Path export(Estate estate, JsonNode report, String format) throws IOException {
    String name = report.get("name").asText();
    Path file = folder.resolve(name + "." + format);
    List<String> arguments = new ArrayList<>(List.of("export", name, "-o", file.toString()));
    for (JsonNode parameter : report.get("parameters")) {
      switch (parameter.asText()) {
        case "from" -> {
          arguments.add("--from");
          arguments.add(Instant.now().minus(1, ChronoUnit.DAYS).toString());
        }
        case "month" -> {
          arguments.add("--month");
          arguments.add("2026-01");
        }
        default -> {
          // Not needed.
        }
      }
    }
    CommandResult result = report(estate, arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as("%s%n%s", name, result.stderr()).isZero();
    assertThat(result.stdout()).contains(file + ": ", " rows, SHA-256 ");
    return file;
  }

  @Test
  void saysWhatIsWrongAndLeavesNothingBehind(Estate estate) throws IOException {
    Path file = folder.resolve("tenants.csv");

    CommandResult result =
        report(estate, "export", "tenants", "-o", file.toString(), "--as-of", "yesterday");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).startsWith("error: asOf is yesterday; it must be an RFC 3339");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void writesOverNothingUnlessToldTo(Estate estate) throws IOException {
    Path file = Files.writeString(folder.resolve("tenants.csv"), "mine");

    CommandResult refused = report(estate, "export", "tenants", "-o", file.toString());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr()).contains("--force writes over it");
    assertThat(file).hasContent("mine");
    assertThat(report(estate, "export", "tenants", "-o", file.toString(), "--force").exitCode())
        .isZero();
    assertThat(Files.readString(file)).contains("huzhou-health");
  }

  /** What the scan has written into the cluster is in the record, finding by finding. */
  @Test
  void complianceSaysWhatTheReportsOfPoliciesSay(Estate estate) {
    var node = new NodeBuilder().withNewMetadata().withName("uncarded").endMetadata().build();
    estate.client().nodes().resource(node).create();
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () -> {
                List<String> written = written(estate);
                assertThat(written)
                    .anyMatch(finding -> finding.startsWith("GOV-010 Node uncarded "));
                assertThat(recorded(estate)).containsExactlyInAnyOrderElementsOf(written);
              });
    } finally {
      estate.client().nodes().resource(node).delete();
    }
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(recorded(estate))
                    .noneMatch(finding -> finding.contains("uncarded"))
                    .containsExactlyInAnyOrderElementsOf(written(estate)));
  }

  /** What every stock-take is for: the books say that it is gone, and there it is. */
  @Test
  void aStockTakeFindsAServerThatWasDisposedOfAndStillWorks(Estate estate) throws IOException {
    Path cards =
        Files.writeString(
            folder.resolve("cards.csv"),
            """
            kind,code,department,custodian,category,acquired,originalValue,place
            Server,ST-0001,huzhou,李工,A02010104,2026-01-31,86400,市局机房
            """);
    var node =
        new NodeBuilder()
            .withNewMetadata()
            .withName("still-works")
            .addToAnnotations("asset.yunzhi.dev/code", "ST-0001")
            .endMetadata()
            .build();
    estate.client().nodes().resource(node).create();
    try {
      account(estate, "system", "register", "import", cards.toString()).orThrow();
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(estate.api("auditor").get("/api/v1/assets?kind=Node").body())
                      .contains("ST-0001"));
      Instant before = Instant.now();
      account(estate, "system", "register", "dispose", "Server", "ST-0001", "--reason", "报废")
          .orThrow();

      Path now = folder.resolve("stock-take.html");
      Path then = folder.resolve("stock-take.csv");
      report(estate, "export", "stock-take", "-o", now.toString(), "--department", "huzhou")
          .orThrow();
      report(estate, "export", "stock-take", "-o", then.toString(), "--as-of", before.toString())
          .orThrow();

      assertThat(now)
          .content()
          .contains("资产盘点", "实有账无", "台账已销账，实际仍在运行", "ST-0001", "home/still-works", "<svg");
      assertThat(then).content().contains("difference / 差异代码").doesNotContain("ST-0001");
      assertThat(verify(estate, List.of(now, then)).exitCode()).isZero();
    } finally {
      estate.client().nodes().resource(node).delete();
    }
  }

  private static List<String> written(Estate estate) {
    String each =
        "jsonpath={range .items[*].results[*]}{.policy}{\" \"}{.resources[0].kind}{\" \"}"
            + "{.resources[0].name}{\" \"}{.rule}{\"\\n\"}{end}";
    List<String> findings = new ArrayList<>();
    for (String kind : List.of("policyreports", "clusterpolicyreports")) {
      estate
          .cluster()
          .kubectl("get", kind, "-A", "-o", each)
          .orThrow()
          .lines()
          .filter(line -> !line.isEmpty())
          .forEach(findings::add);
    }
    return findings;
  }

  private static List<String> recorded(Estate estate) throws IOException {
    List<String> findings = new ArrayList<>();
    String rows = estate.api("auditor").get("/api/v1/reports/compliance?format=ndjson").body();
    for (String line : rows.lines().toList()) {
      JsonNode row = new ObjectMapper().readTree(line);
      findings.add(
          String.join(
              " ",
              row.path("policy").asText(),
              row.path("objectKind").asText(),
              row.path("objectName").asText(),
              row.path("field").asText()));
    }
    return findings;
  }

  @Test
  void listsTheReports(Estate estate) throws IOException {
    assertThat(report(estate, "list").orThrow())
        .contains("资产清单 Assets", "租户清单 Tenants", "asOf, department, tenant");
  }

  private static CommandResult report(Estate estate, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("report"));
    all.addAll(List.of(arguments));
    return account(estate, "auditor", all.toArray(String[]::new));
  }

  private static CommandResult account(Estate estate, String account, String... arguments)
      throws IOException {
    Path password = passwords.resolve(account);
    Files.writeString(password, estate.accounts().password(account));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--account", account, "--password-file", password.toString()));
    return yunzhi(estate, all);
  }

  private static CommandResult verify(Estate estate, List<Path> files) {
    List<String> all =
        new ArrayList<>(List.of("verify", "--key", estate.logSigning().publicKey().toString()));
    files.forEach(file -> all.add(file.toString()));
    return yunzhi(estate, all);
  }

  private static CommandResult yunzhi(Estate estate, List<String> arguments) {
    return new Command(
            Programs.root().resolve("cli/bin/yunzhi"),
            Map.of(
                "YUNZHI_CONTROL_PLANE",
                estate.console().toString(),
                "YUNZHI_CA_FILE",
                estate.authority().toString()))
        .run("", arguments);
  }
}
