package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.json.CanonicalJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One canonical JSON object (RFC 8785) a line, in UTF-8, with every column in each. */
final class NdjsonWriter implements RowWriter {
  private final Writer out;
  private final List<String> keys;

  NdjsonWriter(OutputStream out, List<ReportColumn> columns) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    this.keys = columns.stream().map(ReportColumn::key).toList();
  }

  @Override
  public void row(List<JsonNode> values) throws IOException {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < keys.size(); i++) {
      row.set(keys.get(i), values.get(i));
    }
    out.write(CanonicalJson.of("row", row));
    out.write('\n');
  }

  @Override
  public void finish(ReportSummary summary) throws IOException {
    out.flush();
  }
}
