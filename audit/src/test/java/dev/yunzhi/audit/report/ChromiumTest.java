package dev.yunzhi.audit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports as they are on a screen and on paper. */
class ChromiumTest {
  /** The colours of bars that count and that add up, of the head, and of the ground. */
  private static final int COUNTS = 0x2f7bc4;

  private static final int SUMS = 0x15857a;
  private static final int HEAD = 0x0b3d6e;

  /** A million in full; see docs/developing.md. */
  private static final int MANY = Integer.getInteger("yunzhi.report.rows", 20_000);

  @TempDir private Path folder;

  private String open(byte[] report, String... options) throws Exception {
    Path page = Files.write(folder.resolve("report.html"), report);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--user-data-dir=" + folder.resolve("profile")));
    arguments.addAll(List.of(options));
    arguments.add(page.toUri().toString());
    return Program.BROWSER.run(folder, arguments);
  }

  private BufferedImage screenshot(byte[] report) throws Exception {
    Path picture = folder.resolve("screen.png");
    open(report, "--window-size=1400,1600", "--screenshot=" + picture);
    return ImageIO.read(picture.toFile());
  }

  /** The pages' texts, without what separates lines; fails when a letter is not on its page. */
  private List<String> printed(byte[] report) throws Exception {
    Path file = folder.resolve("report.pdf");
    open(report, "--no-pdf-header-footer", "--print-to-pdf=" + file);
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      List<String> pages = new ArrayList<>();
      for (int i = 1; i <= document.getNumberOfPages(); i++) {
        PDPage page = document.getPage(i - 1);
        PDFTextStripper reader = new OnThePage(page);
        reader.setStartPage(i);
        reader.setEndPage(i);
        pages.add(reader.getText(document).replaceAll("\\s", ""));
      }
      return pages;
    }
  }

  private static final class OnThePage extends PDFTextStripper {
    private final PDPage page;

    OnThePage(PDPage page) {
      this.page = page;
      // In the order in which it was written: a cell that wraps is one text.
      setSortByPosition(false);
    }

    @Override
    protected void processTextPosition(TextPosition text) {
      assertThat(text.getX()).as(text.getUnicode()).isPositive();
      assertThat(text.getX() + text.getWidth())
          .as(text.getUnicode())
          .isLessThan(page.getMediaBox().getWidth());
      assertThat(text.getY()).as(text.getUnicode()).isBetween(0f, page.getMediaBox().getHeight());
      super.processTextPosition(text);
    }
  }

  /** How long the lines of a colour are, from above, one for each bar. */
  private static List<Integer> bars(BufferedImage picture, int colour) {
    List<Integer> bars = new ArrayList<>();
    int length = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      int here = 0;
      for (int x = 0; x < picture.getWidth(); x++) {
        here += (picture.getRGB(x, y) & 0xffffff) == colour ? 1 : 0;
      }
      if (here == 0 && length > 0) {
        bars.add(length);
      }
      length = here == 0 ? 0 : Math.max(length, here);
    }
    return bars;
  }

  private static Stream<List<JsonNode>> departments() {
    return Stream.of("a", "a", "a", "a", "b", "b", "c")
        .map(name -> SampleReport.row(name, "n", 1, 1, 1.0, 0.5, "2026-02-28", null, null));
  }

  @Test
  void chartsAreSeenAndAreAsLongAsTheirFigures() throws Exception {
    BufferedImage screen = screenshot(SampleReport.bytes(departments(), ReportFormat.HTML));
    assertThat(screen.getRGB(2, 2) & 0xffffff).isEqualTo(HEAD);
    for (int colour : new int[] {COUNTS, SUMS}) {
      List<Integer> bars = new ArrayList<>(bars(screen, colour));
      if (colour == COUNTS) {
        // The upper edge of the cards has their colour.
        bars.remove(0);
      } else {
        // The last is the chart of months.
        assertThat(bars.remove(3)).isGreaterThan(100);
      }
      assertThat(bars).hasSize(3);
      assertThat(bars.get(0)).isGreaterThan(150);
      assertThat((double) bars.get(1) / bars.get(0)).isCloseTo(0.5, within(0.03));
      assertThat((double) bars.get(2) / bars.get(0)).isCloseTo(0.25, within(0.03));
    }
  }

  @Test
  void everyRowAndHeadingIsOnPaper() throws Exception {
    List<String> pages = printed(SampleReport.bytes(SampleReport.usual(300), ReportFormat.HTML));
    String all = String.join("", pages);
    for (int i = 0; i < 300; i++) {
      assertThat(all)
          .containsOnlyOnce(
              "业务系统-%d%d%d%,.2f%.1f%%2026-"
                  .formatted(i, 1 + i % 4, i % 50, i * 7919 % 1_000_000 / 100.0, i % 101 / 1.0));
    }
    assertThat(all).contains(SampleReport.LONG, "备注290");
    List<String> withRows = pages.stream().filter(page -> page.contains("业务系统-")).toList();
    assertThat(withRows).hasSizeGreaterThan(3).allSatisfy(this::assertHeadings);
  }

  private void assertHeadings(String page) {
    for (ReportColumn column : SampleReport.MODEL.columns()) {
      assertThat(page)
          .contains(column.heading().chinese() + column.heading().english().replace(" ", ""));
    }
  }

  @Test
  void thirtyFullColumnsAreNotCutOff() throws Exception {
    List<ReportColumn> columns = AssetReport.MODEL.columns();
    List<String> pages =
        printed(
            page(
                AssetReport.MODEL,
                IntStream.range(0, 60).mapToObj(row -> full(columns, row)).toList()));
    String all = String.join("", pages);
    for (int row = 0; row < 60; row++) {
      for (int column = 0; column < columns.size(); column++) {
        if (columns.get(column).type() == ColumnType.TEXT) {
          assertThat(all).contains("行%d列%d完".formatted(row, column));
        }
      }
    }
    List<String> withRows = pages.stream().filter(page -> page.contains("列5完")).toList();
    assertThat(withRows)
        .hasSizeGreaterThan(1)
        .allSatisfy(
            page ->
                assertThat(columns)
                    .allSatisfy(
                        column ->
                            assertThat(page)
                                .contains(column.heading().english().replace(" ", ""))));
  }

  private static byte[] page(ReportModel model, List<List<JsonNode>> rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Report(
            model,
            new ReportScope(SampleReport.AT, SampleReport.AT, List.of()),
            consumer -> {
              for (List<JsonNode> row : rows) {
                consumer.accept(row);
              }
            })
        .write(ReportFormat.HTML, out);
    return out.toByteArray();
  }

  private static List<JsonNode> full(List<ReportColumn> columns, int row) {
    return IntStream.range(0, columns.size())
        .mapToObj(
            column ->
                switch (columns.get(column).type()) {
                  case TEXT ->
                      (JsonNode)
                          JsonNodeFactory.instance.textNode("统一认证平台行%d列%d完".formatted(row, column));
                  case WHOLE -> JsonNodeFactory.instance.numberNode(row * 1000);
                  case MONEY -> JsonNodeFactory.instance.numberNode(row * 123_456.78);
                  case DECIMAL -> JsonNodeFactory.instance.numberNode(row * 0.125);
                  case SHARE -> JsonNodeFactory.instance.numberNode(row / 60.0);
                  case DAY -> JsonNodeFactory.instance.textNode("2026-02-28");
                  case INSTANT -> JsonNodeFactory.instance.textNode("2026-02-28T00:00:00Z");
                })
        .toList();
  }

  @Test
  void wordsThatAreShorterThanAColumnMayBeAreNotBroken() throws Exception {
    List<String> words = List.of("Node", "Deployment", "GPU", "MWMW", "Recommended", "In-use");
    // As many columns as are printed in letters that can be read.
    List<ReportColumn> columns =
        AssetReport.MODEL.columns().stream()
            .filter(column -> column.type() == ColumnType.TEXT)
            .limit(15)
            .toList();
    List<JsonNode> row =
        IntStream.range(0, columns.size())
            .mapToObj(
                column ->
                    (JsonNode)
                        JsonNodeFactory.instance.textNode("^" + words.get(column % words.size())))
            .toList();
    printed(
        page(
            new ReportModel("assets", AssetReport.MODEL.title(), columns, List.of()),
            List.of(row)));
    List<String> broken = new ArrayList<>();
    int whole = 0;
    try (PDDocument document = Loader.loadPDF(folder.resolve("report.pdf").toFile())) {
      Letters letters = new Letters();
      letters.getText(document);
      for (int at = letters.text.indexOf("^"); at >= 0; at = letters.text.indexOf("^", at + 1)) {
        int from = at + 1;
        String word =
            words.stream()
                .filter(w -> letters.text.indexOf(w, from) == from)
                .findFirst()
                .orElseThrow();
        float line = letters.lines.get(from);
        if (IntStream.range(0, word.length())
            .allMatch(i -> Math.abs(letters.lines.get(from + i) - line) < 1)) {
          whole++;
        } else {
          broken.add(word);
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(whole).isEqualTo(columns.size());
  }

  /** Each letter, and how far down it stands, in the order in which they were written. */
  private static final class Letters extends PDFTextStripper {
    private final StringBuilder text = new StringBuilder();
    private final List<Float> lines = new ArrayList<>();

    Letters() {
      setSortByPosition(false);
    }

    @Override
    protected void processTextPosition(TextPosition position) {
      for (char letter : position.getUnicode().toCharArray()) {
        text.append(letter);
        lines.add(position.getY());
      }
    }
  }

  @Test
  void noTextIsMarkupAndNothingIsAskedOfANetwork() throws Exception {
    byte[] report = SampleReport.bytes(SampleReport.unusual(), ReportFormat.HTML);
    assertThat(new String(report, UTF_8))
        .doesNotContain("http://", "https://", "url(", "src=", "href=", "<script", "@import");
    assertThat(open(report, "--dump-dom"))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", SampleReport.LONG, "𠮷野家")
        .contains("<td>a&amp;b&lt;c&gt;'d'\"e\"</td>")
        .doesNotContain("<script");
    assertThat(String.join("", printed(report))).contains(SampleReport.LONG, "<script>alert(1)");
  }

  @Test
  void noRowsLookIntended() throws Exception {
    byte[] report = SampleReport.bytes(Stream.of(), ReportFormat.HTML);
    List<String> pages = printed(report);
    assertThat(pages).hasSize(1);
    assertThat(pages.get(0)).contains("此范围内没有记录。", "Nothingiswithinthisscope.");
    assertHeadings(pages.get(0));
    assertThat(new String(report, UTF_8)).doesNotContain("<figure", "NaN");
  }

  @Test
  void ofVeryManyRowsTheFirstAreShownAndAllAreCounted() throws Exception {
    byte[] report = SampleReport.bytes(SampleReport.usual(MANY), ReportFormat.HTML);
    assertThat(report).hasSizeLessThan(5_000_000);
    String all = "%,d".formatted(MANY);
    assertThat(open(report, "--dump-dom"))
        .contains("<b>" + all + "</b>")
        .contains("first 5,000 of " + all + " rows", "业务系统-4999<")
        .doesNotContain("业务系统-5000<");
    BufferedImage screen = screenshot(report);
    assertThat(bars(screen, COUNTS)).hasSize(8);
  }
}
