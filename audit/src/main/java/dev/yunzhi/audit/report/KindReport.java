package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.asset.AssetVersion;
import dev.yunzhi.audit.asset.JudgedAsset;
import dev.yunzhi.audit.store.RowConsumer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A report of everything of one kind in the record that stood at an instant, in the order of the
 * record. Immutable.
 */
public final class KindReport {
  // An amount stays what it was written as.
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final ReportModel model;
  private final String kind;
  private final List<FactColumn> columns;

  private final RowFacts.Source beside;

  /** Whether it tells what policies found. */
  private final boolean judged;

  /**
   * @param kind as the record names it
   */
  public KindReport(
      String name, Label title, String kind, List<FactColumn> columns, List<ReportChart> charts) {
    this(name, title, kind, columns, charts, RowFacts.Source.NONE);
  }

  /**
   * @param beside where rows have facts from that are not their own
   */
  KindReport(
      String name,
      Label title,
      String kind,
      List<FactColumn> columns,
      List<ReportChart> charts,
      RowFacts.Source beside) {
    this.kind = kind;
    this.beside = beside;
    this.columns = List.copyOf(columns);
    this.judged =
        columns.stream()
            .anyMatch(column -> column.column().key().equals(AssetColumn.COMPLIANCE.key()));
    this.model =
        new ReportModel(name, title, columns.stream().map(FactColumn::column).toList(), charts);
  }

  /** What it looks like. */
  public ReportModel model() {
    return model;
  }

  /**
   * The report of what stood then and passes the filter. Nothing is read before it is written.
   *
   * @param filter its kind counts for nothing
   */
  public Report of(AssetReader assets, AsOf asOf, AssetFilter filter) {
    AssetFilter mine = new AssetFilter(filter.departments(), filter.tenant(), kind);
    return new Report(
        model,
        new ReportScope(
            asOf.at(),
            asOf.knownAt(),
            Limits.of(new AssetFilter(filter.departments(), filter.tenant(), null))),
        consumer -> {
          RowFacts others = beside.read(assets, asOf, mine);
          ReportRows.<JudgedAsset>readAhead(
              rows -> stream(assets, asOf, mine, rows), asset -> row(asset, others, asOf.at()))
              .stream(consumer);
        });
  }

  private void stream(
      AssetReader assets, AsOf asOf, AssetFilter filter, RowConsumer<JudgedAsset> consumer)
      throws IOException {
    if (judged) {
      assets.streamJudged(asOf, filter, consumer);
    } else {
      assets.stream(asOf, filter, version -> consumer.accept(new JudgedAsset(version, List.of())));
    }
  }

  private List<JsonNode> row(JudgedAsset asset, RowFacts others, Instant at) throws IOException {
    AssetVersion version = asset.version();
    JsonNode document = JSON.readTree(version.facts().document());
    Compliance.put(asset.findings(), document);
    if (document instanceof ObjectNode facts) {
      others.put(version, facts);
    }
    List<JsonNode> row = new ArrayList<>(columns.size());
    for (FactColumn column : columns) {
      row.add(column.value().of(version, document, at));
    }
    return row;
  }
}
