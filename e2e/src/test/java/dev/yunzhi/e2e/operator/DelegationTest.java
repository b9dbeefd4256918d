package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.e2e.cluster.CommandResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Without any right in the cluster, the administrators of the city {@code g-city} rule the
 * departments right below it, and nothing else. They are the group {@code g-city-administrators}.
 */
@OnOperatorEstate
class DelegationTest {

  private final OperatorEstate estate;

  DelegationTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @BeforeEach
  void plantTheTree() {
    estate.apply(Objects.department("g-city", "City", "900700", "root"));
    estate.apply(Objects.department("g-other", "City", "900710", "root"));
    estate.apply(Objects.department("g-county", "County", "900701", "g-city"));
    estate.awaitReady(Department.class, "g-city", d -> d.getStatus().conditions());
    estate.awaitReady(Department.class, "g-county", d -> d.getStatus().conditions());
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> as("g-city", "", "get", "departments").succeeded());
  }

  @Test
  void theyCreateBoundChangeAndDeleteTheDepartmentsRightBelow() {
    String made = Objects.department("g-made", "County", "900702", "g-city");
    as("g-city", made, "create", "-f", "-").orThrow();
    as("g-city", made + "  bounds: {exposure: None}\n", "apply", "-f", "-").orThrow();
    estate.awaitReady(Department.class, "g-made", d -> d.getStatus().conditions());
    as("g-city", "", "delete", "department", "g-made", "--timeout=60s").orThrow();
  }

  @Test
  void theirOwnDepartmentIsNotTheirsToChange() {
    assertRefused(
        patch("g-city", "g-city", "{\"bounds\":{\"exposure\":\"Internet\"}}"),
        "may not write Department g-city: only the administrators of its parent root",
        "无权修改部门 g-city");
    assertRefused(
        patch("g-city", "g-city", "{\"administrators\":[{\"kind\":\"User\",\"name\":\"friend\"}]}"),
        "only the administrators of its parent root");
  }

  @Test
  void neitherIsABranchOfSomebodyElse() {
    assertRefused(
        as(
            "g-city",
            Objects.department("g-not", "County", "900711", "g-other"),
            "create",
            "-f",
            "-"),
        "may not write Department g-not");
    assertRefused(patch("g-county", "g-city", "{\"displayName\":\"上\"}"), "g-city");
    assertRefused(
        patch("g-city", "g-other", "{\"displayName\":\"旁\"}"), "may not write Department g-other");
    assertRefused(
        as("g-city", "", "delete", "department", "g-other"), "may not write Department g-other");
    assertRefused(
        as("g-city", Objects.department("g-root", "Province", "910000", null), "create", "-f", "-"),
        "a Province is the platform team's");
  }

  @Test
  void aDepartmentIsTakenOutOfOnesBranchByNeitherSide() {
    assertRefused(
        patch("g-city", "g-county", "{\"parent\":\"g-other\"}"),
        "may not write Department g-county: only the administrators of its parent g-other");
    assertRefused(
        patch("g-other", "g-county", "{\"parent\":\"g-other\"}"),
        "only the administrators of its parent g-city");
  }

  @Test
  void twoLevelsDownTheyMayHaltAndNothingMore() {
    estate.apply(Objects.department("g-town", "Township", "900703", "g-county"));
    patch("g-city", "g-town", "{\"halt\":{\"reason\":\"巡查\"}}").orThrow();
    patch("g-city", "g-town", "{\"halt\":null}").orThrow();
    assertRefused(
        patch("g-city", "g-town", "{\"halt\":null,\"displayName\":\"改\"}"),
        "administrators further up may change spec.halt alone");
    assertRefused(patch("g-county", "g-county", "{\"halt\":{\"reason\":\"停\"}}"), "g-county");
  }

  @Test
  void whoAdministersNothingComesNotEvenToAdmission() {
    CommandResult refused =
        as(
            "g-nobody",
            Objects.department("g-no", "County", "900704", "g-city"),
            "create",
            "-f",
            "-");
    assertRefused(refused, "cannot create resource \"departments\"");
    assertThat(as("g-nobody", "", "get", "departments").succeeded()).isFalse();
  }

  @Test
  void thePlatformsTeamChangesWhatItLikes() {
    CommandResult changed =
        estate
            .cluster()
            .kubectl(
                estate.cluster().kubeconfigFor("pat", "yunzhi:system-administrators"),
                "",
                "patch",
                "department",
                "g-other",
                "--type=merge",
                "-p",
                "{\"spec\":{\"displayNameEn\":\"Other\"}}");
    changed.orThrow();
  }

  private CommandResult patch(String administratorsOf, String department, String spec) {
    return as(
        administratorsOf,
        "",
        "patch",
        "department",
        department,
        "--type=merge",
        "-p",
        "{\"spec\":%s}".formatted(spec));
  }

  private CommandResult as(String administratorsOf, String input, String... arguments) {
    return estate
        .cluster()
        .kubectl(
            estate
                .cluster()
                .kubeconfigFor(
                    "admin-of-" + administratorsOf, administratorsOf + "-administrators"),
            input,
            arguments);
  }

  private static void assertRefused(CommandResult result, String... words) {
    assertThat(result.succeeded()).isFalse();
    assertThat(result.stderr()).contains(words);
  }
}
