package dev.yunzhi.controlplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Project;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectFactsTest {

  @Test
  void theRecordHasItsFilingItsSystemsItsTermsAndWhatItCosts() {
    Map<String, Object> facts =
        AssetKinds.PROJECT.facts(
            project(
                """
                spec:
                  displayName: 一网通办
                  department: bureau
                  planYear: 2026
                  function: 政务服务
                  completedOn: "2026-09-30"
                  acceptance: {date: "2026-10-31"}
                  estimate: 2000000
                  changes: [{total: 2100000}, {total: 2300000}]
                  systems: [{name: 一网通办平台, catalogueNumber: 目录2026-17}]
                  filing: {number: 浙备17号, authority: 省大数据局, date: "2026-04-01"}
                status: {phase: Accepted, acceptBy: "2027-03-30", evaluateBy: "2028-10-31"}
                """));

    assertThat(facts)
        .containsEntry("function", "政务服务")
        .containsEntry("systems", List.of(Map.of("name", "一网通办平台", "catalogueNumber", "目录2026-17")))
        .containsEntry("completedOn", "2026-09-30")
        .containsEntry("acceptBy", "2027-03-30")
        .containsEntry("evaluateBy", "2028-10-31")
        .containsEntry("acceptance", "2026-10-31")
        .containsEntry("estimate", 2000000L)
        .containsEntry("cost", 2300000L)
        .containsEntry("filingNumber", "浙备17号")
        .containsEntry("filingAuthority", "省大数据局")
        .containsEntry("filedOn", "2026-04-01")
        .containsEntry("state", "Accepted");
  }

  @Test
  void whatWasNotChangedCostsWhatWasEstimatedAndNothingElseIsInvented() {
    assertThat(
            AssetKinds.PROJECT.facts(
                project("spec: {displayName: 一网通办, department: bureau, estimate: 5}\n")))
        .containsEntry("cost", 5L)
        .doesNotContainKeys("systems", "filingNumber", "acceptBy", "state", "completedOn");
  }

  private static Project project(String body) {
    return Serialization.unmarshal("metadata: {name: portal}\n" + body, Project.class);
  }
}
