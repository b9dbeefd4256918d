package dev.yunzhi.audit.report;

import static dev.yunzhi.audit.ledger.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.asset.Observation;
import dev.yunzhi.audit.ledger.Events;
import dev.yunzhi.audit.ledger.Ledger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetReportTest {
  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final AssetHistory history = new AssetHistory(database, ledger);
  private final AssetReport report = new AssetReport(new AssetReader(database));

  private void observe(String name, String department, ObjectNode document) {
    AssetId asset = new AssetId("home", "Tenant", "", name, "uid-" + name);
    AssetFacts facts = AssetFacts.of(department, "t", null, document);
    history.observe(List.of(Observation.seen(asset, NOON, facts)));
  }

  private byte[] bytes(ReportFormat format, AsOf asOf, AssetFilter filter) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.of(asOf, filter).write(format, out);
    return out.toByteArray();
  }

  private String text(ReportFormat format) throws IOException {
    AsOf asOf = new AsOf(NOON, ledger.head().recordedAt());
    return new String(bytes(format, asOf, AssetFilter.ALL), StandardCharsets.UTF_8);
  }

  private List<CSVRecord> records() throws IOException {
    return CSVFormat.RFC4180
        .builder()
        .setHeader()
        .get()
        .parse(new StringReader(text(ReportFormat.CSV).substring(1)))
        .getRecords();
  }

  @Test
  void csvHasItsMarkItsHeadingAndOnlyWhatIsKnown() throws IOException {
    observe("a", "税务局", Events.object().put("protectionLevel", 3).put("custodian", "李, \"工\"\n二"));
    assertThat(text(ReportFormat.CSV))
        .isEqualTo(
            "\ufeffdepartment / 部门,project / 项目,tenant / 租户,kind / 种类,name / 名称,uid / 唯一标识,"
                + "category / 资产分类,specification / 规格型号,place / 存放地点,protectionLevel / 等级保护级别,"
                + "dataClass / 数据级别,networkZone / 网络区域,custodian / 保管人,approval / 审批,"
                + "fundSource / 资金来源,acceptance / 验收,acquired / 取得日期,expires / 到期日期,"
                + "originalValue / 原值,netValue / 净值,monthlyFee / 月费,useAverage / 平均使用率,"
                + "useP95 / 使用率95分位,useWindow / 统计窗口,idleDays / 闲置天数,state / 状态,"
                + "compliance / 合规情况,firstSeen / 首次发现,lastSeen / 最近发现,leaf / 账本序号\r\n"
                + "税务局,,t,Tenant,a,uid-a,,,,3,,,\"李, \"\"工\"\"\n二\",,,,,,,,,,,,,,,"
                + "2026-03-01T12:00:00Z,2026-03-01T12:00:00Z,0\r\n");
  }

  @Test
  void ndjsonHasOneCanonicalObjectALine() throws IOException {
    observe("a", "税务局", Events.object().put("originalValue", 1200.50));
    observe("b", null, Events.object());
    String[] lines = text(ReportFormat.NDJSON).split("\n", -1);
    assertThat(lines).hasSize(3);
    assertThat(lines[2]).isEmpty();
    assertThat(lines[0])
        .startsWith("{\"acceptance\":null,")
        .contains("\"department\":\"税务局\"", "\"originalValue\":1200.5,", "\"leaf\":0,");
    assertThat(lines[1]).contains("\"department\":null", "\"leaf\":1,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "＋1",
        "－1",
        "＠A",
        "=HYPERLINK(\"http://x\",\"y\")",
        "-2+3+cmd|' /C calc'!A0"
      })
  void noTextStartsAFormula(String text) throws IOException {
    observe("a", "tax", Events.object().put("custodian", text));
    String cell = records().get(0).get(AssetColumn.CUSTODIAN.column().csvHeading());
    assertThat(cell).isEqualTo("'" + text);
  }

  @Test
  void numbersStayNumbers() throws IOException {
    observe("a", "tax", Events.object().put("netValue", -12.5).put("idleDays", 1_000_000));
    CSVRecord row = records().get(0);
    assertThat(row.get(AssetColumn.NET_VALUE.column().csvHeading())).isEqualTo("-12.5");
    assertThat(row.get(AssetColumn.IDLE_DAYS.column().csvHeading())).isEqualTo("1000000");
  }

  @Test
  void aNameCannotStartAFormulaEither() throws IOException {
    observe("=evil", "@dept", Events.object());
    CSVRecord row = records().get(0);
    assertThat(row.get(AssetColumn.NAME.column().csvHeading())).isEqualTo("'=evil");
    assertThat(row.get(AssetColumn.DEPARTMENT.column().csvHeading())).isEqualTo("'@dept");
  }

  @Test
  void theSameScopeIsTheSameBytesAfterLateEvents() throws IOException {
    observe("a", "tax", Events.object().put("state", "Ready"));
    observe("b", "tax", Events.object().put("state", "Ready"));
    AsOf sealed = new AsOf(NOON.plusSeconds(60), ledger.head().recordedAt());
    for (ReportFormat format : ReportFormat.values()) {
      byte[] first = bytes(format, sealed, AssetFilter.ALL);
      AssetId asset = new AssetId("home", "Tenant", "", "a", "uid-a");
      history.observe(
          List.of(Observation.gone(asset, NOON.plusSeconds(format == ReportFormat.CSV ? 30 : 20))));
      observe("late" + format, "tax", Events.object());
      assertThat(bytes(format, sealed, AssetFilter.ALL)).isEqualTo(first);
      AsOf later = new AsOf(sealed.at(), ledger.head().recordedAt());
      assertThat(bytes(format, later, AssetFilter.ALL)).isNotEqualTo(first);
    }
  }

  @Test
  void aFilterChangesNoRow() throws IOException {
    observe("a", "tax", Events.object());
    observe("b", "audit", Events.object());
    AsOf asOf = new AsOf(NOON, ledger.head().recordedAt());
    String all =
        new String(bytes(ReportFormat.NDJSON, asOf, AssetFilter.ALL), StandardCharsets.UTF_8);
    AssetFilter audit = new AssetFilter(Set.of("audit"), null, null);
    String some = new String(bytes(ReportFormat.NDJSON, asOf, audit), StandardCharsets.UTF_8);
    assertThat(all).endsWith(some);
    assertThat(some.lines()).hasSize(1);
    assertThat(
            report
                .of(asOf, new AssetFilter(Set.of(), null, null))
                .write(ReportFormat.CSV, new ByteArrayOutputStream())
                .rows())
        .isZero();
  }

  @Test
  void anUnknownFormatIsNamed() {
    assertThat(ReportFormat.of("csv")).isEqualTo(ReportFormat.CSV);
    assertThatThrownBy(() -> ReportFormat.of("xls"))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage("format: is \"xls\"; there are csv, ndjson, xlsx, html");
  }
}
