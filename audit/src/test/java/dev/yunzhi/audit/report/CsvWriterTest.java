package dev.yunzhi.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report in CSV is the bytes that commons-csv makes of it, and its instants those of Java. */
class CsvWriterTest {
  private static final List<ReportColumn> COLUMNS =
      List.of(ReportColumn.text("a", "A", "甲"), ReportColumn.text("b", "B", "乙"));

  @Provide
  Arbitrary<String> cells() {
    return Arbitraries.of(
            "a", "b", ",", "\"", "\r", "\n", "\t", " ", "#", "!", "$", ";", "'", "=", "-", "é", "区",
            "＝", "😀")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 2000)
  void linesAreThoseOfCommonsCsv(@ForAll @Size(2) List<@From("cells") String> cells)
      throws IOException {
    assertThat(ours(cells)).isEqualTo(theirs(cells));
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 65_537, 200_000})
  void aCellMayBeLongerThanWhatIsWrittenAtOnce(int length) throws IOException {
    List<String> cells = List.of("区".repeat(length / 3) + "x", "\"".repeat(length));
    assertThat(ours(cells)).isEqualTo(theirs(cells));
  }

  private static String ours(List<String> cells) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvWriter writer = new CsvWriter(out, COLUMNS);
    writer.row(cells.stream().<JsonNode>map(TextNode::valueOf).toList());
    writer.finish(null);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String theirs(List<String> cells) throws IOException {
    StringWriter out = new StringWriter();
    out.append('\ufeff');
    try (CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180)) {
      csv.printRecord("a / 甲", "b / 乙");
      csv.printRecord(cells.stream().map(CsvWriterTest::harmless).toList());
    }
    return out.toString();
  }

  private static String harmless(String text) {
    return text.matches("(?s)[=+\\-@\t\r\n＝＋－＠].*") ? "'" + text : text;
  }

  @Property(tries = 2000)
  void instantsAreWrittenAsJavaDoes(
      @ForAll @LongRange(min = -200_000_000_000L, max = 9_000_000_000_000L) long seconds,
      @ForAll("nanos") int nanos) {
    for (long second : new long[] {seconds, seconds / 60 * 60}) {
      Instant instant = Instant.ofEpochSecond(second, nanos);
      assertThat(IsoInstant.text(instant)).isEqualTo(instant.toString());
    }
  }

  @Provide
  Arbitrary<Integer> nanos() {
    return Arbitraries.oneOf(
        Arbitraries.of(0, 1, 1_000, 123_456_000, 120_000_000, 999_999_999),
        Arbitraries.integers().between(0, 999_999_999));
  }
}
