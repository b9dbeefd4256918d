package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reports with every type of column, to be written in every format. */
final class SampleReport {
  static final ReportModel MODEL =
      new ReportModel(
          "showback",
          new Label("Showback", "费用分摊"),
          List.of(
              ReportColumn.text("department", "Department", "部门"),
              ReportColumn.text("name", "Name", "名称"),
              ReportColumn.whole("level", "Protection level", "等级保护级别"),
              ReportColumn.count("pods", "Pods", "容器组数"),
              ReportColumn.money("cost", "Cost", "费用"),
              ReportColumn.share("used", "Average use", "平均使用率"),
              ReportColumn.day("closes", "Closes", "关停日期"),
              ReportColumn.instant("seen", "Last seen", "最近发现"),
              ReportColumn.text("note", "Note", "备注")),
          List.of(
              ReportChart.count("Rows by department", "各部门行数", "department"),
              ReportChart.sum("Cost by department, yuan", "各部门费用（元）", "department", "cost"),
              ReportChart.sum("Cost by month of closing, yuan", "按关停月份的费用（元）", "closes", "cost")));

  static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  static final String LONG =
      "数字政府一体化政务服务平台统一身份认证与电子证照共享交换子系统（二期）扩容改造工程项目第三标段"
          + "-kubernetes-deployment-with-a-name-that-goes-on-and-on-without-any-place-to-break-it";

  private static final String[] DEPARTMENTS = {
    "省大数据发展管理局", "省税务局", "湖州市卫生健康委员会", "杭州市公安局", "省审计厅", "huzhou-transport", LONG
  };

  private SampleReport() {}

  static Report of(Stream<List<JsonNode>> rows) {
    ReportScope scope =
        new ReportScope(
            AT,
            AT,
            List.of(new ReportScope.Limit(new Label("Department", "部门"), "浙江省 <zhejiang>")));
    return new Report(
        MODEL,
        scope,
        consumer -> {
          for (List<JsonNode> row : (Iterable<List<JsonNode>>) rows::iterator) {
            consumer.accept(row);
          }
        });
  }

  static byte[] bytes(Stream<List<JsonNode>> rows, ReportFormat format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      of(rows).write(format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A row of strings and numbers; null is not known. */
  static List<JsonNode> row(Object... values) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return Arrays.stream(values)
        .map(
            value -> {
              if (value == null) {
                return (JsonNode) json.nullNode();
              }
              if (value instanceof Double number) {
                return json.numberNode(number);
              }
              return value instanceof Integer number
                  ? json.numberNode(number)
                  : json.textNode(value.toString());
            })
        .toList();
  }

  /** Rows as one would expect them. */
  static Stream<List<JsonNode>> usual(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                row(
                    DEPARTMENTS[i % DEPARTMENTS.length],
                    "业务系统-" + i,
                    1 + i % 4,
                    i % 50,
                    (i * 7919 % 1_000_000) / 100.0,
                    i % 101 / 100.0,
                    "2026-%02d-%02d".formatted(1 + i % 12, 1 + i % 28),
                    AT.minusSeconds(i).toString(),
                    i % 10 == 0 ? "备注 " + i : null));
  }

  /** Rows as someone malicious, or careless, would make them. */
  static Stream<List<JsonNode>> unusual() {
    return Stream.of(
        row("税务局", LONG, 3, 1, 1200.5, 0.5, "2026-02-28", "2026-03-01T12:00:00Z", "李, \"工\"\n二"),
        row("=1+1", "+1", null, null, -12.5, null, null, null, "@SUM(A1)"),
        row(
            "＝1",
            "-2+3+cmd|' /C calc'!A0",
            0,
            0,
            0.0,
            0.0,
            "1900-03-01",
            "1969-12-31T16:00:00Z",
            "\t=1"),
        row("<script>alert(1)</script>", "a&b<c>'d'\"e\"", 1, 2, 0.01, 1.0, "不详", "later", "&lt;"),
        row(
            " 前后有空格 ",
            "_x0041_",
            1,
            2,
            99999999999.99,
            0.333,
            "2026-12-31",
            "2026-12-31T16:00:00.123456Z",
            "𠮷野家"),
        row(
            "12",
            "007",
            "3",
            "12345678901234567",
            "12345678901234567.89",
            "0.25",
            "1066-10-14",
            "0999-01-01T00:00:00Z",
            "1e3"),
        row(null, null, null, null, null, null, null, null, null),
        row(
            "true",
            "2026-01-01",
            4,
            7,
            1.005,
            0.001,
            "2026-03-01T16:00:00Z",
            "2026-03-01T16:00:00Z",
            ""));
  }
}
