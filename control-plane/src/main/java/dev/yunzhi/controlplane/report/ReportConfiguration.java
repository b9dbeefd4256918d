package dev.yunzhi.controlplane.report;

import dev.yunzhi.audit.asset.AssetGroups;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.report.AssetReport;
import dev.yunzhi.audit.report.ComplianceReport;
import dev.yunzhi.audit.report.ConsolidationReport;
import dev.yunzhi.audit.report.KindReport;
import dev.yunzhi.audit.report.ProjectReport;
import dev.yunzhi.audit.report.StockTakeReport;
import dev.yunzhi.audit.report.TenantReport;
import dev.yunzhi.audit.stocktake.StockTake;
import dev.yunzhi.controlplane.rest.AssetQuery;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which reports there are. */
@Configuration(proxyBeanMethods = false)
class ReportConfiguration {
  private static final List<String> WITH_TENANT = List.of("asOf", "department", "tenant");
  private static final List<String> BY_DEPARTMENT = List.of("asOf", "department");

  private final AssetReader assets;
  private final AssetQuery questions;

  ReportConfiguration(AssetReader assets, AssetQuery questions) {
    this.assets = assets;
    this.questions = questions;
  }

  @Bean
  OfferedReport assetReport() {
    return new RecordReport(
        AssetReport.MODEL, AssetQuery.PARAMETERS, questions, new AssetReport(assets)::of);
  }

  @Bean
  OfferedReport tenantReport() {
    return ofKind(TenantReport.REPORT, WITH_TENANT);
  }

  @Bean
  OfferedReport projectReport() {
    return ofKind(ProjectReport.REPORT, BY_DEPARTMENT);
  }

  @Bean
  OfferedReport consolidationReport() {
    return ofKind(ConsolidationReport.REPORT, BY_DEPARTMENT);
  }

  @Bean
  OfferedReport stockTakeReport(AssetGroups groups) {
    StockTake stockTake = new StockTake(groups);
    return new RecordReport(
        StockTakeReport.MODEL,
        AssetQuery.PARAMETERS,
        questions,
        (asOf, filter) -> StockTakeReport.of(stockTake, asOf, filter));
  }

  @Bean
  OfferedReport complianceReport() {
    return ofKind(ComplianceReport.REPORT, WITH_TENANT);
  }

  private OfferedReport ofKind(KindReport report, List<String> parameters) {
    return new RecordReport(
        report.model(), parameters, questions, (asOf, filter) -> report.of(assets, asOf, filter));
  }
}
