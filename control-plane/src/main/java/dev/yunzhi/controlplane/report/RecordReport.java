package dev.yunzhi.controlplane.report;

import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.report.Report;
import dev.yunzhi.audit.report.ReportModel;
import dev.yunzhi.controlplane.identity.User;
import dev.yunzhi.controlplane.rest.AssetQuery;
import dev.yunzhi.controlplane.rest.QueryParameters;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A report of how the record stood at an instant.
 *
 * @param parameters some of those of {@link AssetQuery}
 * @param rows makes the report of an instant and a filter
 */
record RecordReport(
    ReportModel model,
    List<String> parameters,
    AssetQuery questions,
    BiFunction<AsOf, AssetFilter, Report> rows)
    implements OfferedReport {

  @Override
  public Report read(User user, QueryParameters query) {
    AssetQuery.Question question = questions.read(user, query);
    return rows.apply(question.asOf(), question.filter());
  }
}
