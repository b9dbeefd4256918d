package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.asset.AssetVersion;
import dev.yunzhi.audit.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The auditor's list of the assets that stood at an instant. Thread-safe. */
public final class AssetReport {
  private static final List<AssetColumn> COLUMNS = Arrays.asList(AssetColumn.values());
  // An amount stays what it was written as.
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final AssetReader assets;

  public AssetReport(AssetReader assets) {
    this.assets = assets;
  }

  /**
   * Writes the report in constant memory. The same scope gives the same bytes whenever it is
   * written.
   *
   * @param out takes the report; flushed, not closed
   * @return how many rows it has, the heading not counted
   * @throws IOException when {@code out} throws it; a part may be written then
   * @throws StoreException when the database failed; a part may be written then
   */
  public long write(OutputStream out, ReportFormat format, AsOf asOf, AssetFilter filter)
      throws IOException {
    RowWriter writer = format.writer(out);
    AtomicLong rows = new AtomicLong();
    assets.stream(
        asOf,
        filter,
        version -> {
          writer.row(row(version, asOf.at()));
          rows.incrementAndGet();
        });
    writer.finish();
    return rows.get();
  }

  private static List<JsonNode> row(AssetVersion version, Instant at) throws IOException {
    JsonNode document = JSON.readTree(version.facts().document());
    return COLUMNS.stream().map(column -> column.of(version, document, at)).toList();
  }
}
