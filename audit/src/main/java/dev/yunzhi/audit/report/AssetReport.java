package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.asset.AssetVersion;
import dev.yunzhi.audit.asset.JudgedAsset;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The auditor's list of the assets that stood at an instant. Thread-safe. */
public final class AssetReport {
  /** What it looks like. */
  public static final ReportModel MODEL =
      new ReportModel(
          "assets",
          new Label("Assets", "资产清单"),
          Arrays.stream(AssetColumn.values()).map(AssetColumn::column).toList(),
          List.of(
              ReportChart.count("Assets by kind", "各类资产数量", AssetColumn.KIND.key()),
              ReportChart.count("Assets by department", "各部门资产数量", AssetColumn.DEPARTMENT.key()),
              ReportChart.sum(
                  "Original value by department, yuan",
                  "各部门资产原值（元）",
                  AssetColumn.DEPARTMENT.key(),
                  AssetColumn.ORIGINAL_VALUE.key()),
              ReportChart.sum(
                  "Monthly fee by department, yuan",
                  "各部门云服务月费（元）",
                  AssetColumn.DEPARTMENT.key(),
                  AssetColumn.MONTHLY_FEE.key())));

  private static final AssetColumn[] COLUMNS = AssetColumn.values();
  // An amount stays what it was written as.
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final AssetReader assets;

  public AssetReport(AssetReader assets) {
    this.assets = assets;
  }

  /** The report of what stood then and passes the filter. Nothing is read before it is written. */
  public Report of(AsOf asOf, AssetFilter filter) {
    return new Report(
        MODEL,
        new ReportScope(asOf.at(), asOf.knownAt(), Limits.of(filter)),
        ReportRows.<JudgedAsset>readAhead(
            consumer -> assets.streamJudged(asOf, filter, consumer),
            judged -> row(judged, asOf.at())));
  }

  private static List<JsonNode> row(JudgedAsset judged, Instant at) throws IOException {
    AssetVersion version = judged.version();
    JsonNode document = JSON.readTree(version.facts().document());
    Compliance.put(judged.findings(), document);
    JsonNode[] values = new JsonNode[COLUMNS.length];
    for (int i = 0; i < COLUMNS.length; i++) {
      values[i] = COLUMNS[i].of(version, document, at);
    }
    return Arrays.asList(values);
  }
}
