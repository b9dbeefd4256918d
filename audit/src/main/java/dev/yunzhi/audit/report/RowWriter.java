package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** Writes a report row by row in one format. */
interface RowWriter {
  /**
   * Takes the next row.
   *
   * @param values one for each column, JSON null when unknown
   */
  void row(List<JsonNode> values) throws IOException;

  /**
   * Passes on what is held back, without closing the stream.
   *
   * @param summary what the rows come to
   */
  void finish(ReportSummary summary) throws IOException;
}
