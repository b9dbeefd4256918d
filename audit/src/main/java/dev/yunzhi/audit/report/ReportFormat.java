package dev.yunzhi.audit.report;

import dev.yunzhi.audit.InvalidFieldException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a report can be written as. */
public enum ReportFormat {
  CSV("text/csv; charset=utf-8"),
  NDJSON("application/x-ndjson"),
  /** A workbook, by ISO/IEC 29500. Instants in it are in the time of Beijing. */
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
  /** One file to look at and to print, without scripts and without anything from elsewhere. */
  HTML("text/html; charset=utf-8");

  private final String mediaType;

  ReportFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /**
   * The format of a name, such as {@code csv}.
   *
   * @throws InvalidFieldException when there is no such format
   */
  public static ReportFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.extension().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidFieldException(
                    "format",
                    Arrays.stream(values())
                        .map(ReportFormat::extension)
                        .collect(Collectors.joining(", ", "is \"" + name + "\"; there are ", ""))));
  }

  /** What the name of a file ends with, and what {@link #of} takes. */
  public String extension() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** For HTTP's Content-Type. */
  public String mediaType() {
    return mediaType;
  }

  RowWriter writer(OutputStream out, Report report) throws IOException {
    List<ReportColumn> columns = report.model().columns();
    return switch (this) {
      case CSV -> new CsvWriter(out, columns);
      case NDJSON -> new NdjsonWriter(out, columns);
      case XLSX -> new XlsxWriter(out, report);
      case HTML -> new HtmlWriter(out, report);
    };
  }
}
