package dev.yunzhi.operator.model;

import java.time.LocalDate;

/**
 * What policies say of projects by their parameters.
 *
 * @param acceptanceMonths from completion to acceptance, calendar months
 * @param acceptanceDays days instead; 0 where months count
 * @param panel how many of the expert panel have to agree, at least 1
 * @param changePercent by how much what a project costs may differ from what was approved
 */
public record ProjectRules(int acceptanceMonths, int acceptanceDays, int panel, int changePercent) {

  MonthTerm acceptance(LocalDate completed) {
    return acceptanceDays == 0
        ? MonthTerm.of(completed, acceptanceMonths)
        : new MonthTerm(completed.plusDays(acceptanceDays));
  }
}
