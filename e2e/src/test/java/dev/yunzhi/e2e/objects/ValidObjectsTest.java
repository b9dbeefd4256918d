package dev.yunzhi.e2e.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.e2e.cluster.LocalCluster;
import dev.yunzhi.e2e.cluster.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is right is accepted, described by {@code kubectl explain}, and shown by {@code kubectl
 * get}.
 */
class ValidObjectsTest {

  private static final Path FOLDER = Programs.root().resolve("e2e/src/test/resources/valid");

  // Of its own: where the chart is installed, its webhooks and guards would answer first.
  private static LocalCluster cluster;

  @BeforeAll
  static void createOneOfEachKind(@TempDir Path directory) throws IOException {
    cluster = LocalCluster.start(directory);
    Crds.install(cluster);
    for (String plural : Crds.schemas().keySet()) {
      String file = FOLDER.resolve(plural + ".yaml").toString();
      cluster.kubectl("apply", "--server-side", "-f", file).orThrow();
      cluster.kubectl("apply", "--server-side", "--subresource=status", "-f", file).orThrow();
    }
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  static Stream<String> plurals() throws IOException {
    return Crds.schemas().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("plurals")
  void explainSaysWhatTheKindIsAndWhatItsFieldsMean(String plural) throws IOException {
    var schema = Crds.schemas().get(plural);

    String kind = cluster.kubectl("explain", plural).orThrow().replaceAll("\\s+", " ");
    String spec = cluster.kubectl("explain", plural + ".spec").orThrow().replaceAll("\\s+", " ");

    assertThat(kind).contains(schema.path("description").asText());
    assertThat(schema.at("/properties/spec/properties").properties())
        .allSatisfy(
            field ->
                assertThat(spec)
                    .contains(field.getValue().path("description").asText("no description")));
  }

  @ParameterizedTest
  @CsvSource({
    "dept,   NAME TITLE LEVEL CODE PARENT READY REASON AGE,  bureau 省数据局 City 330100 zhejiang True"
        + " Ready",
    "proj,   NAME TITLE DEPARTMENT YEAR APPROVAL PHASE AGE,  portal 一网通办 bureau 2026 浙发改〔2026〕1号"
        + " Approved",
    "treq,   NAME PROJECT ENVIRONMENT PROTECTION PHASE WAITING-FOR TENANT AGE,"
        + " portal portal Production 3 AwaitingApproval Security portal",
    "appr,   NAME REQUEST EXCEPTION PROJECT STAGE DECISION BY AGE,   portal-platform portal Platform"
        + " Approved alice",
    "tnt,    NAME TITLE DEPARTMENT ENVIRONMENT PROTECTION NAMESPACES PHASE READY REASON AGE,"
        + " portal 一网通办 bureau Production 3 2 Active True Ready",
    "agr,    NAME WITH SIGNED-BY EXPIRES IN-FORCE REASON AGE,"
        + " records health alice 2027-12-31T23:59:59Z True InForce",
    "cld,    NAME TITLE REGION PROTECTION VERSION NODES CPU MEMORY TENANTS READY REASON AGE,"
        + " west 西部政务云 cn-west 3 v1.36.3 12 768 3Ti 40 True Connected",
    "fac,    NAME TITLE TYPE DEPARTMENT CLOSES PHASE SYSTEMS LEFT ON-SCHEDULE REASON AGE,"
        + " lake-room 湖区机房 MachineRoom lake 2027-12-31 Closing 2 1 True OnSchedule",
    "prl,    NAME CPU MEMORY SHARED KWH PUE READY REASON AGE,"
        + " west 45.50 12 12000 42000 1.25 True InForce",
    "comp,   NAME TITLE CATEGORY PROVIDER PROTECTION LIFECYCLE DEPARTMENTS TENANTS AVAILABLE REASON AGE,"
        + " identity 统一身份认证 身份认证 bureau 3 Offered 1 3 True Offered",
    "csub,   NAME COMPONENT TENANT ACTIVE REASON ENDPOINT AGE,"
        + " login identity portal True Active https://id.example.gov",
    "rfm,    NAME ACTION PHASE DONE STEPS REASON AGE,       most Preview Previewed 0 1 Previewed",
    "repl,   NAME NAMESPACES DESIRED IN-PLACE READY REASON AGE,   registry 3 6 6 True Ready",
    "pol,    NAME TITLE EFFECT REVISION ENFORCED-BY VIOLATIONS EXEMPT ENFORCED REASON AGE,"
        + " sec-019 镜像来源 Warn 7-0123456789ab 2/2 12 3 True Enforced",
    "polex,  NAME POLICIES STATE EXPIRES REQUESTED-BY APPROVED-BY AGE,"
        + " portal [\"SEC-019\"] Active 2027-12-31T23:59:59Z alice carol",
  })
  void getReadsWellWithoutOptions(String shortName, String columns, String values) {
    String[] lines = cluster.kubectl("get", shortName).orThrow().split("\n");

    assertThat(lines).hasSize(2);
    assertThat(words(lines[0])).isEqualTo(columns);
    assertThat(words(lines[1])).startsWith(values + " ");
  }

  @Test
  void wideSaysHowFarAnIdleTenantIsTakenBack() {
    List<String> lines = cluster.kubectl("get", "tnt", "-o", "wide").orThrow().lines().toList();

    assertThat(words(lines.get(0))).contains("REASON IDLE CLOUD EXPIRES MESSAGE");
    assertThat(words(lines.get(1))).contains("True Ready Grace 2027-12-31T23:59:59+08:00");
  }

  @Test
  void oneCategoryListsThemAll() throws IOException {
    String all = cluster.kubectl("get", "yunzhi", "-o", "name").orThrow();

    assertThat(all.lines().map(name -> name.replaceFirst("\\.yunzhi\\.dev/.*", "s")))
        .map(kind -> kind.replace("policys", "policies").replace("facilitys", "facilities"))
        .containsExactlyInAnyOrderElementsOf(Crds.schemas().keySet());
  }

  private static String words(String line) {
    return line.strip().replaceAll(" +", " ");
  }
}
