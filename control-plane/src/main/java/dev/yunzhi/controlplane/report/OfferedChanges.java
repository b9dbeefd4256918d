package dev.yunzhi.controlplane.report;

import dev.yunzhi.audit.asset.ChangeReader;
import dev.yunzhi.audit.report.ChangesReport;
import dev.yunzhi.audit.report.Report;
import dev.yunzhi.audit.report.ReportModel;
import dev.yunzhi.controlplane.identity.User;
import dev.yunzhi.controlplane.rest.AssetQuery;
import dev.yunzhi.controlplane.rest.QueryParameters;
import java.util.List;
import org.springframework.stereotype.Component;

/** What changed between two instants. */
@Component
final class OfferedChanges implements OfferedReport {
  private final ChangeReader changes;
  private final AssetQuery questions;

  OfferedChanges(ChangeReader changes, AssetQuery questions) {
    this.changes = changes;
    this.questions = questions;
  }

  @Override
  public ReportModel model() {
    return ChangesReport.MODEL;
  }

  @Override
  public List<String> parameters() {
    return AssetQuery.CHANGE_PARAMETERS;
  }

  @Override
  public Report read(User user, QueryParameters query) {
    AssetQuery.Comparison asked = questions.compare(user, query);
    return ChangesReport.of(changes, asked.from(), asked.to());
  }
}
