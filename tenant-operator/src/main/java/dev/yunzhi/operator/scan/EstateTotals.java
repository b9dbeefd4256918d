package dev.yunzhi.operator.scan;

import java.util.ArrayList;
import java.util.Map;

/**
 * What the replica that leads tells of the whole estate: the sum of what it found in its own share
 * and of what the reports of the others say. Not thread-safe.
 */
final class EstateTotals implements AutoCloseable {

  private final ReportCounts reports;
  private final ScanTotals totals;
  private boolean counting;

  EstateTotals(ReportCounts reports, ScanTotals totals) {
    this.reports = reports;
    this.totals = totals;
  }

  /**
   * Tells it anew; what an earlier leader told stands until all reports are known.
   *
   * @param own what stands in this replica's share
   */
  void tell(Shares shares, Tally own) {
    if (shares.several() && !counting) {
      reports.begin();
      counting = true;
    }
    if (!counting) {
      totals.set(own.byPolicy());
    } else if (reports.synced()) {
      Tally all = reports.in(namespace -> !shares.mine(namespace));
      all.add(own);
      totals.set(all.byPolicy());
    }
  }

  /**
   * What is missing of the shares of others.
   *
   * @param due what a run of theirs has to have gone by, see {@link ShareState#of}
   * @return null when nothing is
   */
  static String missing(Map<String, ShareState> others, String due) {
    var missing = new ArrayList<String>();
    others.forEach(
        (replica, state) -> {
          if (!due.equals(state.scanned())) {
            missing.add("the share of " + replica);
          } else if (state.incomplete() != null) {
            missing.add("%s of %s".formatted(state.incomplete(), replica));
          }
        });
    return missing.isEmpty() ? null : String.join(", ", missing);
  }

  @Override
  public void close() {
    reports.close();
  }
}
