package dev.yunzhi.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
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

  /** A million in full; see docs/developing.md. */
  private static final int MANY = Integer.getInteger("yunzhi.report.rows", 2_500);

  @TempDir private Path folder;

  /** What the program makes of a report: a file for each sheet, in the order of their names. */
  private List<Path> converted(Path report, String how, String... options) throws Exception {
    Path made = Files.createTempDirectory(folder, "made");
    List<String> arguments = new ArrayList<>(List.of("--headless", "--norestore"));
    arguments.add("-env:UserInstallation=" + folder.resolve("profile").toUri());
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--convert-to", how, "--outdir", made.toString(), report.toString()));
    String printed = Program.SPREADSHEET.run(folder, arguments);
    try (Stream<Path> files = Files.list(made)) {
      List<Path> sheets = files.sorted().toList();
      assertThat(sheets).as(printed).isNotEmpty();
      return sheets;
    }
  }

  private List<List<List<String>>> opened(String name, byte[] report) throws Exception {
    return opened(name, report, EXACT);
  }

  private List<List<List<String>>> opened(String name, byte[] report, String how) throws Exception {
    List<List<List<String>>> sheets = new ArrayList<>();
    for (Path sheet : converted(Files.write(folder.resolve(name), report), how)) {
      try (CSVParser cells = cells(sheet)) {
        sheets.add(cells.stream().map(CSVRecord::toList).toList());
      }
    }
    return sheets;
  }

  private static CSVParser cells(Path csv) throws IOException {
    BufferedReader text = Files.newBufferedReader(csv);
    text.mark(1);
    if (text.read() != '\ufeff') {
      text.reset();
    }
    return CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get().parse(text);
  }

  private Path report(String name, ReportFormat format) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      SampleReport.of(rows()).write(format, out);
    }
    return file;
  }

  private static Stream<List<JsonNode>> rows() {
    return Stream.concat(SampleReport.unusual(), SampleReport.usual(MANY));
  }

  /** Goes through rows and sheets together, for there may be more than memory has room for. */
  private static void compare(
      List<Path> sheets,
      String heading,
      UnaryOperator<List<String>> read,
      Function<List<JsonNode>, List<String>> expected)
      throws IOException {
    Iterator<List<JsonNode>> rows = rows().iterator();
    int compared = 0;
    for (Path sheet : sheets) {
      try (CSVParser cells = cells(sheet)) {
        Iterator<CSVRecord> records = cells.iterator();
        assertThat(records.next().toList()).startsWith(heading).hasSize(9);
        while (records.hasNext()) {
          assertThat(read.apply(records.next().toList()))
              .as("row %d", compared++)
              .isEqualTo(expected.apply(rows.next()));
        }
      }
    }
    assertThat(rows).isExhausted();
  }

  @Test
  void everyCellOfAWorkbookIsWhatTheRowSays() throws Exception {
    List<Path> sheets = new ArrayList<>(converted(report("all.xlsx", ReportFormat.XLSX), EXACT));
    // The first says what the report is; of the others the one without a number begins.
    sheets.remove(0);
    sheets.sort(Comparator.comparingInt(sheet -> sheet.toString().length()));
    assertThat(sheets).hasSize(1 + (MANY + 8) / 1_048_575);
    compare(
        sheets,
        "部门\nDepartment",
        cells -> ofColumns(i -> type(i) == ColumnType.SHARE ? share(cells.get(i)) : cells.get(i)),
        row -> ofColumns(i -> expected(type(i), row.get(i))));
  }

  private static List<String> ofColumns(IntFunction<String> cell) {
    return IntStream.range(0, 9).mapToObj(cell).toList();
  }

  private static ColumnType type(int column) {
    return SampleReport.MODEL.columns().get(column).type();
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
    List<List<List<String>>> sheets = opened("sheets.xlsx", out.toByteArray());
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
    List<List<List<String>>> sheets = opened("none.xlsx", report);
    assertThat(sheets.get(1)).hasSize(1);
    assertThat(sheets.get(0)).contains(List.of("行数 Rows", "0"));
  }

  @Test
  void everyCellOfACsvIsWhatTheRowSays() throws Exception {
    compare(
        converted(report("all.csv", ReportFormat.CSV), EXACT, FROM_CSV),
        "department / 部门",
        cells -> ofColumns(i -> asNumber(cells.get(i))),
        row -> ofColumns(i -> row.get(i).isNull() ? "" : asNumber(harmless(row.get(i).asText()))));
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
