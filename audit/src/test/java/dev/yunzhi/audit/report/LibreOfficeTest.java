package dev.yunzhi.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports as they are in a spreadsheet program, cell by cell. */
class LibreOfficeTest {
  /** UTF-8 with commas; every sheet into a file of its own. */
  private static final String TO_CSV =
      "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,%s,false,false,-1";

  /** Numbers with all their digits. */
  private static final String EXACT = TO_CSV.formatted("false");

  private static final String AS_SHOWN = TO_CSV.formatted("true");

  /** UTF-8 with commas. */
  private static final String FROM_CSV = "--infilter=CSV:44,34,76,1,,0,false,false";

  /** Digits that a spreadsheet keeps. */
  private static final MathContext KEPT = new MathContext(15, RoundingMode.HALF_UP);

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  @TempDir private Path folder;

  /** What the program makes of a report, sheet after sheet in the order of their names. */
  private List<List<List<String>>> opened(String name, byte[] report, String how, String... options)
      throws Exception {
    Path file = Files.write(folder.resolve(name), report);
    Path made = Files.createTempDirectory(folder, "made");
    List<String> arguments = new ArrayList<>(List.of("--headless", "--norestore"));
    arguments.add("-env:UserInstallation=" + folder.resolve("profile").toUri());
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--convert-to", how, "--outdir", made.toString(), file.toString()));
    String printed = Program.SPREADSHEET.run(folder, arguments);
    try (Stream<Path> files = Files.list(made)) {
      List<List<List<String>>> sheets = new ArrayList<>();
      for (Path sheet : files.sorted().toList()) {
        sheets.add(cells(Files.readString(sheet)));
      }
      assertThat(sheets).as(printed).isNotEmpty();
      return sheets;
    }
  }

  private static List<List<String>> cells(String csv) throws IOException {
    String text = csv.startsWith("\ufeff") ? csv.substring(1) : csv;
    CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();
    try (CSVParser parser = format.parse(new StringReader(text))) {
      return parser.getRecords().stream().map(CSVRecord::toList).toList();
    }
  }

  @Test
  void everyCellOfAWorkbookIsWhatTheRowSays() throws Exception {
    List<List<JsonNode>> rows =
        Stream.concat(SampleReport.unusual(), SampleReport.usual(2500)).toList();
    byte[] report = SampleReport.bytes(rows.stream(), ReportFormat.XLSX);
    List<List<String>> sheet = opened("all.xlsx", report, EXACT).get(1);
    assertThat(sheet.get(0)).startsWith("部门\nDepartment", "名称\nName").hasSize(9);
    assertThat(sheet).hasSize(rows.size() + 1);
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < 9; j++) {
        String cell = sheet.get(i + 1).get(j);
        JsonNode value = rows.get(i).get(j);
        ColumnType type = SampleReport.MODEL.columns().get(j).type();
        assertThat(type == ColumnType.SHARE ? share(cell) : cell)
            .as("row %d column %d", i, j)
            .isEqualTo(expected(type, value));
      }
    }
  }

  private static String share(String cell) {
    return cell.endsWith("%")
        ? plain(new BigDecimal(cell.substring(0, cell.length() - 1)).movePointLeft(2))
        : cell;
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** An instant is in the time of Beijing; what is not of its column's type stays as it is. */
  private static String expected(ColumnType type, JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    String text = value.isNumber() ? plain(value.decimalValue()) : value.textValue();
    boolean instant = text.matches("[12]\\d{3}-.*T.*Z");
    if (instant && type == ColumnType.INSTANT) {
      return CLOCK.format(LocalDateTime.ofInstant(Instant.parse(text), ZoneOffset.ofHours(8)));
    }
    if (instant && type == ColumnType.DAY) {
      return Instant.parse(text).atOffset(ZoneOffset.ofHours(8)).toLocalDate().toString();
    }
    return text;
  }

  @Test
  void aWorkbookShowsItsTypesAndSaysWhatItIs() throws Exception {
    byte[] report = SampleReport.bytes(SampleReport.unusual().limit(5), ReportFormat.XLSX);
    List<List<List<String>>> sheets = opened("shown.xlsx", report, AS_SHOWN);
    assertThat(sheets).hasSize(2);
    assertThat(sheets.get(1).get(1))
        .containsExactly(
            "税务局",
            SampleReport.LONG,
            "3",
            "1",
            "1,200.50",
            "50.0%",
            "2026-02-28",
            "2026-03-01 20:00:00",
            "李, \"工\"\n二");
    assertThat(sheets.get(0))
        .containsExactly(
            List.of("报告 Report", "费用分摊 Showback"),
            List.of("截至 As of", "2026-03-01 20:00:00 北京时间 (2026-03-01T12:00:00Z)"),
            List.of("部门 Department", "浙江省 <zhejiang>"),
            List.of("行数 Rows", "5"),
            List.of("容器组数合计 Total of Pods", "5"),
            List.of("费用合计 Total of Cost", "100,000,001,188.00"),
            List.of("表中时间 Times in the sheets", "北京时间 Beijing time, UTC+8"));
  }

  @Test
  void rowsGoOnInFurtherSheets() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Report report = SampleReport.of(Stream.of());
    XlsxWriter writer = new XlsxWriter(out, report, 1501);
    for (List<JsonNode> row : SampleReport.usual(3001).toList()) {
      writer.row(row);
    }
    writer.finish(new ReportSummary(3001, java.util.Map.of(), List.of()));
    List<List<List<String>>> sheets = opened("sheets.xlsx", out.toByteArray(), EXACT);
    // 说明, 费用分摊 Showback 2, 费用分摊 Showback 3, 费用分摊 Showback
    assertThat(sheets.subList(1, 4))
        .extracting(List::size)
        .containsExactlyInAnyOrder(1501, 1501, 2);
    assertThat(sheets.subList(1, 4))
        .allSatisfy(sheet -> assertThat(sheet.get(0).get(0)).isEqualTo("部门\nDepartment"));
    assertThat(sheets.subList(1, 4))
        .extracting(sheet -> sheet.get(1).get(1))
        .containsExactlyInAnyOrder("业务系统-0", "业务系统-1500", "业务系统-3000");
  }

  @Test
  void noRowsAreAHeading() throws Exception {
    byte[] report = SampleReport.bytes(Stream.of(), ReportFormat.XLSX);
    List<List<List<String>>> sheets = opened("none.xlsx", report, EXACT);
    assertThat(sheets.get(1)).hasSize(1);
    assertThat(sheets.get(0)).contains(List.of("行数 Rows", "0"));
  }

  @Test
  void everyCellOfACsvIsWhatTheRowSays() throws Exception {
    List<List<JsonNode>> rows =
        Stream.concat(SampleReport.unusual(), SampleReport.usual(2500)).toList();
    byte[] report = SampleReport.bytes(rows.stream(), ReportFormat.CSV);
    List<List<String>> sheet = opened("all.csv", report, EXACT, FROM_CSV).get(0);
    assertThat(sheet.get(0)).startsWith("department / 部门", "name / 名称").hasSize(9);
    assertThat(sheet).hasSize(rows.size() + 1);
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < 9; j++) {
        JsonNode value = rows.get(i).get(j);
        assertThat(asNumber(sheet.get(i + 1).get(j)))
            .as("row %d column %d", i, j)
            .isEqualTo(value.isNull() ? "" : asNumber(harmless(value.asText())));
      }
    }
  }

  /** No cell of text is a formula. */
  private static String harmless(String text) {
    boolean negative = text.matches("-[0-9.]+");
    return !negative && text.matches("(?s)[=+\\-@\t＝].*") ? "'" + text : text;
  }

  /** A spreadsheet takes what looks like a number in CSV for one: only a workbook has types. */
  private static String asNumber(String text) {
    return text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")
        ? plain(new BigDecimal(text).round(KEPT))
        : text;
  }
}
