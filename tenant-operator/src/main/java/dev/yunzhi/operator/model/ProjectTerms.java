package dev.yunzhi.operator.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.stream.Stream;

/**
 * The terms of a project: acceptance after completion, evaluation after acceptance. Pure.
 *
 * @param acceptance null while it is not completed, or on a day that the calendar does not have
 * @param accepted whether it is accepted; then the term for it matters no more
 * @param evaluationFrom first day on which it may be evaluated; null while it is not accepted
 * @param evaluation null while it is not accepted
 * @param evaluated whether it is evaluated
 */
public record ProjectTerms(
    MonthTerm acceptance,
    boolean accepted,
    LocalDate evaluationFrom,
    MonthTerm evaluation,
    boolean evaluated) {

  /** 国办发〔2019〕57号, as far as is known: evaluation 12 to 24 months after acceptance. */
  private static final int EVALUATION_FROM_MONTHS = 12;

  private static final int EVALUATION_BY_MONTHS = 24;

  /** Days before the end of a term on which it is said to be near. */
  private static final int NOTICE_DAYS = 30;

  /** How a term stands. */
  public enum Standing {
    /** What begins it has not come. */
    NOT_BEGUN,
    /** It may not be done yet. */
    EARLY,
    RUNNING,
    /** It ends within {@value #NOTICE_DAYS} days. */
    NEAR,
    OVER,
    /** What it is for is done. */
    DONE
  }

  /**
   * The terms of one project.
   *
   * @param completed {@code yyyy-MM-dd}; null while it goes on
   * @param accepted likewise
   * @param evaluated likewise
   */
  public static ProjectTerms of(
      String completed, String accepted, String evaluated, ProjectRules rules) {
    LocalDate completion = day(completed);
    LocalDate acceptance = day(accepted);
    return new ProjectTerms(
        completion == null ? null : rules.acceptance(completion),
        acceptance != null,
        acceptance == null ? null : acceptance.plusMonths(EVALUATION_FROM_MONTHS),
        acceptance == null ? null : MonthTerm.of(acceptance, EVALUATION_BY_MONTHS),
        day(evaluated) != null);
  }

  /** Null for a day that the calendar does not have, as policies see it. */
  private static LocalDate day(String day) {
    try {
      return day == null ? null : LocalDate.parse(day);
    } catch (DateTimeParseException noSuchDay) {
      return null;
    }
  }

  public Standing acceptanceAt(Instant now) {
    return accepted ? Standing.DONE : standing(acceptance, now);
  }

  /** Only of use once it is accepted. */
  public Standing evaluationAt(Instant now) {
    if (evaluated) {
      return Standing.DONE;
    }
    return evaluationFrom != null && now.isBefore(MonthTerm.beginOf(evaluationFrom))
        ? Standing.EARLY
        : standing(evaluation, now);
  }

  private static Standing standing(MonthTerm term, Instant now) {
    if (term == null) {
      return Standing.NOT_BEGUN;
    }
    if (!now.isBefore(term.end())) {
      return Standing.OVER;
    }
    return now.isBefore(term.daysBeforeEnd(NOTICE_DAYS)) ? Standing.RUNNING : Standing.NEAR;
  }

  /** The next instant at which one of them stands otherwise; null when there is none. */
  public Instant next(Instant now) {
    Stream<Instant> ofAcceptance =
        accepted || acceptance == null
            ? Stream.of()
            : Stream.of(acceptance.daysBeforeEnd(NOTICE_DAYS), acceptance.end());
    Stream<Instant> ofEvaluation =
        evaluated || evaluation == null
            ? Stream.of()
            : Stream.of(
                MonthTerm.beginOf(evaluationFrom),
                evaluation.daysBeforeEnd(NOTICE_DAYS),
                evaluation.end());
    return Stream.concat(ofAcceptance, ofEvaluation)
        .filter(now::isBefore)
        .min(Instant::compareTo)
        .orElse(null);
  }
}
