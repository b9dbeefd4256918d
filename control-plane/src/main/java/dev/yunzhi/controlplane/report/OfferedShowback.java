package dev.yunzhi.controlplane.report;

import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.report.Report;
import dev.yunzhi.audit.report.ReportModel;
import dev.yunzhi.audit.report.ShowbackReport;
import dev.yunzhi.audit.showback.ShowbackMonth;
import dev.yunzhi.controlplane.identity.User;
import dev.yunzhi.controlplane.inventory.PastCosts;
import dev.yunzhi.controlplane.rest.AssetQuery;
import dev.yunzhi.controlplane.rest.QueryParameters;
import dev.yunzhi.controlplane.web.Problem;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a month cost: the last one that was over, unless another is asked for. */
@Component
final class OfferedShowback implements OfferedReport {
  private static final String MONTH = "month";

  private final PastCosts costs;
  private final AssetQuery questions;

  OfferedShowback(PastCosts costs, AssetQuery questions) {
    this.costs = costs;
    this.questions = questions;
  }

  @Override
  public ReportModel model() {
    return ShowbackReport.MODEL;
  }

  @Override
  public List<String> parameters() {
    return List.of(MONTH, "asOf", "department", "tenant");
  }

  @Override
  public Report read(User user, QueryParameters query) {
    AssetQuery.Question question = questions.read(user, query);
    ShowbackMonth month = month(query, question.asOf());
    return ShowbackReport.of(costs::rows, month, question.asOf().knownAt(), question.filter());
  }

  private static ShowbackMonth month(QueryParameters query, AsOf asOf) {
    String asked = query.text(MONTH);
    if (asked == null) {
      return ShowbackMonth.lastBefore(asOf.at());
    }
    ShowbackMonth month = ShowbackMonth.parse(asked);
    if (month.span().from().isAfter(asOf.at())) {
      throw Problem.badField(
          MONTH, "month is %s, which begins after %s".formatted(month, asOf.at()));
    }
    return month;
  }
}
