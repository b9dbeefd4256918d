package dev.yunzhi.controlplane.report;

import dev.yunzhi.audit.report.Report;
import dev.yunzhi.audit.report.ReportModel;
import dev.yunzhi.controlplane.identity.User;
import dev.yunzhi.controlplane.rest.QueryParameters;
import java.util.List;

/** A report that can be asked for. Thread-safe. */
public interface OfferedReport {
  /** What it looks like. */
  ReportModel model();

  /** What it can be asked for, the format aside. */
  List<String> parameters();

  /**
   * The report that is asked for, within what the asker may see. Nothing is read before it is
   * written.
   *
   * @param query holds no more than {@link #parameters}, and maybe the format
   * @throws dev.yunzhi.controlplane.web.Problem 400 when a parameter is not right, 403 when it
   *     reaches beyond the asker's own
   */
  Report read(User user, QueryParameters query);
}
