package dev.yunzhi.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
  /** UTF-8 with commas; every sheet into a file of its own, cells as they are shown. */
  private static final String AS_SHOWN =
      "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";

  /** UTF-8 with commas; nothing taken for a date that is not of a cell's format. */
  private static final String PLAIN_CSV = "--infilter=CSV:44,34,76,1,,0,false,false";

  @TempDir private Path folder;

  /** What the program shows, sheet after sheet. */
  private List<List<List<String>>> opened(String name, byte[] report, String... options)
      throws Exception {
    Path file = Files.write(folder.resolve(name), report);
    Path shown = Files.createDirectory(folder.resolve("shown-" + name));
    List<String> command = new ArrayList<>(List.of("soffice", "--headless", "--norestore"));
    command.add("-env:UserInstallation=" + folder.resolve("profile").toUri());
    command.addAll(List.of(options));
    command.addAll(List.of("--convert-to", AS_SHOWN, "--outdir", shown.toString()));
    command.add(file.toString());
    String said = Program.run(folder, command);
    try (Stream<Path> files = Files.list(shown)) {
      List<List<List<String>>> sheets = new ArrayList<>();
      for (Path sheet : files.sorted().toList()) {
        sheets.add(cells(Files.readString(sheet, StandardCharsets.UTF_8)));
      }
      assertThat(sheets).as(said).isNotEmpty();
      return sheets;
    }
  }

  private static List<List<String>> cells(String csv) throws IOException {
    String text = csv.startsWith("\ufeff") ? csv.substring(1) : csv;
    try (CSVParser parser =
        CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(false)
            .get()
            .parse(new java.io.StringReader(text))) {
      return parser.getRecords().stream().map(CSVRecord::toList).toList();
    }
  }

  @Test
  void prints() throws Exception {
    System.out.println(
        opened("a.xlsx", SampleReport.bytes(SampleReport.unusual(), ReportFormat.XLSX)));
    System.out.println(
        opened("a.csv", SampleReport.bytes(SampleReport.unusual(), ReportFormat.CSV), PLAIN_CSV));
  }
}
