package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.store.RowConsumer;
import java.io.IOException;
import java.util.List;

/** Where a report's rows come from. */
@FunctionalInterface
public interface ReportRows {
  /**
   * Passes on every row in its order, in constant memory. A row has one value for each column: a
   * JSON null when it is not known, a number, or a text (days and instants too).
   *
   * @throws IOException when the consumer throws it
   */
  void stream(RowConsumer<List<JsonNode>> consumer) throws IOException;

  /** Makes a row of what was read. */
  @FunctionalInterface
  interface Row<T> {
    List<JsonNode> of(T read) throws IOException;
  }

  /**
   * Rows out of the database, which works on while those before are made and written.
   *
   * @param source is read in a thread of its own
   */
  static <T> ReportRows readAhead(ReadAhead.Source<T> source, Row<T> row) {
    return consumer -> new ReadAhead<>(source).forEach(read -> consumer.accept(row.of(read)));
  }
}
