package dev.yunzhi.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.report.ReportScope.Limit;
import dev.yunzhi.audit.showback.Energy;
import dev.yunzhi.audit.showback.Price;
import dev.yunzhi.audit.showback.PriceSpan;
import dev.yunzhi.audit.showback.Showback;
import dev.yunzhi.audit.showback.ShowbackMonth;
import dev.yunzhi.audit.showback.TenantSpan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ShowbackReportTest {
  private static final ShowbackMonth MONTH = ShowbackMonth.parse("2026-04");
  private static final Instant LATER = Instant.parse("2026-06-01T00:00:00Z");

  private static TenantSpan tenant(String name, String department, int cores) {
    return new TenantSpan(
        name,
        "home",
        department,
        "river",
        MONTH.span(),
        Map.of("requests.cpu", BigDecimal.valueOf(cores)),
        Map.of("requests.cpu", new BigDecimal("0.25")));
  }

  private static PriceSpan prices() {
    return new PriceSpan(
        "home",
        MONTH.span(),
        Map.of("requests.cpu", new Price("1", BigDecimal.ONE, new BigDecimal("30.5"))),
        new BigDecimal("100"),
        new Energy(new BigDecimal("1000"), new BigDecimal("1.25"), new BigDecimal("0.5703")));
  }

  private static Report report(List<TenantSpan> tenants, Instant knownAt, AssetFilter filter) {
    return ShowbackReport.of(
        (month, known) -> Showback.rows(month, tenants, List.of(prices())), MONTH, knownAt, filter);
  }

  private static String csv(Report report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.write(ReportFormat.CSV, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<String> lines(List<TenantSpan> tenants, AssetFilter filter)
      throws IOException {
    return csv(report(tenants, LATER, filter)).lines().skip(1).toList();
  }

  @Test
  void everyColumnIsToldAndTotalsAreThoseOfTheRows() throws IOException {
    Report report =
        report(List.of(tenant("a", "tax", 3), tenant("b", null, 1)), LATER, AssetFilter.ALL);
    assertThat(csv(report))
        .isEqualTo(
            "\ufeffdepartment / 部门,project / 项目,tenant / 租户,cloud / 云,resource / 资源,unit / 计价单位,"
                + "amount / 平均分配量,price / 单价（元/月）,direct / 直接费用,used / 其中：已使用,"
                + "idle / 其中：闲置,unknown / 其中：未测量,shared / 公共分摊费用,total / 合计,"
                + "kwh / 用电量（千瓦时）,carbonKg / 碳排放（千克二氧化碳）\r\n"
                // 91.50 are 22.875 used and 68.625 idle: the cent goes to the earlier.
                + "tax,river,a,home,requests.cpu,1,3,30.5,91.5,22.88,68.62,0,75,166.5,937.5,534.656\r\n"
                // 30.50 are 7.625 and 22.875.
                + "\"\",river,b,home,requests.cpu,1,1,30.5,30.5,7.63,22.87,0,25,55.5,312.5,178.219\r\n");

    ReportSummary summary = report.write(ReportFormat.NDJSON, new ByteArrayOutputStream());
    assertThat(summary.rows()).isEqualTo(2);
    assertThat(summary.totals().get("direct")).isEqualByComparingTo("122.00");
    assertThat(summary.totals().get("shared")).isEqualByComparingTo("100.00");
    assertThat(summary.totals().get("total")).isEqualByComparingTo("222.00");
    assertThat(summary.totals().get("kwh")).isEqualByComparingTo("1250.000");
    assertThat(summary.totals().get("carbonKg")).isEqualByComparingTo("712.875");
    assertThat(summary.totals()).doesNotContainKeys("price", "amount");
  }

  @Test
  void saysWhichMonthAndUpToWhen() {
    Report over = report(List.of(), LATER, new AssetFilter(Set.of("tax"), null, null));
    assertThat(over.scope())
        .isEqualTo(
            new ReportScope(
                Instant.parse("2026-04-30T16:00:00Z"),
                LATER,
                List.of(
                    new Limit(new Label("Month", "月份"), "2026-04"),
                    new Limit(new Label("Departments", "部门"), "tax"))));

    Instant within = Instant.parse("2026-04-10T00:00:00Z");
    assertThat(report(List.of(), within, AssetFilter.ALL).scope().at()).isEqualTo(within);
  }

  @Provide
  Arbitrary<List<TenantSpan>> tenants() {
    return Combinators.combine(
            Arbitraries.of("a", "b", "c", "d", "e"),
            Arbitraries.of("tax", "health", "roads").injectNull(0.1),
            Arbitraries.integers().between(0, 1000))
        .as(ShowbackReportTest::tenant)
        .list()
        .ofMaxSize(8);
  }

  /** Whatever is filtered out, those that are left are the same, and none is lost. */
  @Property(tries = 200)
  void aFilterNeverChangesARow(
      @ForAll("tenants") List<TenantSpan> tenants, @ForAll Set<Department> chosen)
      throws IOException {
    Set<String> departments =
        Set.copyOf(chosen.stream().map(department -> department.name()).toList());
    List<String> all = lines(tenants, AssetFilter.ALL);
    List<String> expected = new ArrayList<>(all);
    expected.removeIf(line -> !departments.contains(line.substring(0, line.indexOf(','))));
    assertThat(lines(tenants, new AssetFilter(departments, null, null))).isEqualTo(expected);

    assertThat(lines(tenants, new AssetFilter(null, "a", null)))
        .isEqualTo(all.stream().filter(line -> line.split(",", -1)[2].equals("a")).toList());
  }

  /** Names of departments. */
  enum Department {
    tax,
    health,
    roads
  }
}
