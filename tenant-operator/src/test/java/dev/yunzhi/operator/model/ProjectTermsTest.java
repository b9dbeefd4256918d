package dev.yunzhi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.operator.model.ProjectTerms.Standing;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every date was worked out by hand, with a calendar. */
class ProjectTermsTest {

  private static final ProjectRules RULES = new ProjectRules(6, 0, 2, 15);

  @ParameterizedTest
  @CsvSource({
    "2026-01-15, 2026-07-15",
    "2026-08-31, 2027-02-28",
    "2027-08-31, 2028-02-29",
    "2027-08-30, 2028-02-29",
    "2027-08-29, 2028-02-29",
    "2027-08-28, 2028-02-28",
    "2026-12-31, 2027-06-30",
    "2027-02-28, 2027-08-28",
    "2028-02-29, 2028-08-29",
    "2099-08-31, 2100-02-28",
    "1999-08-31, 2000-02-29",
    "2026-06-30, 2026-12-30",
    "2026-07-01, 2027-01-01"
  })
  void acceptanceIsDueWithinSixCalendarMonths(String completed, LocalDate lastDay) {
    assertThat(ProjectTerms.of(completed, null, null, RULES).acceptance().last())
        .isEqualTo(lastDay);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-31, 2027-10-31, 2028-10-31",
    "2028-02-29, 2029-02-28, 2030-02-28",
    "2027-02-28, 2028-02-28, 2029-02-28",
    "2026-12-31, 2027-12-31, 2028-12-31"
  })
  void evaluationIsDueOneToTwoYearsAfterAcceptance(
      String accepted, LocalDate from, LocalDate lastDay) {
    ProjectTerms terms = ProjectTerms.of("2026-01-01", accepted, null, RULES);

    assertThat(terms.evaluationFrom()).isEqualTo(from);
    assertThat(terms.evaluation().last()).isEqualTo(lastDay);
  }

  /**
   * The last day of the term is 28 February 2027; thirty days of it are left from 30 January on.
   */
  @ParameterizedTest
  @CsvSource({
    "2026-08-31T00:00:00+08:00, RUNNING",
    "2027-01-29T23:59:59+08:00, RUNNING",
    "2027-01-30T00:00:00+08:00, NEAR",
    "2027-02-28T23:59:59+08:00, NEAR",
    "2027-02-28T16:00:00Z, OVER"
  })
  void aDayIsBeijings(OffsetDateTime now, Standing standing) {
    assertThat(ProjectTerms.of("2026-08-31", null, null, RULES).acceptanceAt(now.toInstant()))
        .isEqualTo(standing);
  }

  @ParameterizedTest
  @CsvSource({
    "2028-02-29T00:00:00+08:00, EARLY, 2029-02-28T00:00:00+08:00",
    "2029-02-27T23:59:59+08:00, EARLY, 2029-02-28T00:00:00+08:00",
    "2029-02-28T00:00:00+08:00, RUNNING, 2030-01-30T00:00:00+08:00",
    "2030-01-30T00:00:00+08:00, NEAR, 2030-03-01T00:00:00+08:00",
    "2030-02-28T23:59:59+08:00, NEAR, 2030-03-01T00:00:00+08:00",
    "2030-03-01T00:00:00+08:00, OVER, "
  })
  void whatBeginsAndEndsIsLookedAtAgainJustThen(
      OffsetDateTime now, Standing standing, OffsetDateTime next) {
    ProjectTerms terms = ProjectTerms.of("2027-12-01", "2028-02-29", null, RULES);

    assertThat(terms.acceptanceAt(now.toInstant())).isEqualTo(Standing.DONE);
    assertThat(terms.evaluationAt(now.toInstant())).isEqualTo(standing);
    assertThat(terms.next(now.toInstant())).isEqualTo(next == null ? null : next.toInstant());
  }

  @Test
  void whatIsDoneIsDueNoMore() {
    ProjectTerms terms = ProjectTerms.of("2020-01-01", "2020-02-01", "2021-06-01", RULES);
    Instant now = Instant.parse("2026-11-26T00:00:00Z");

    assertThat(terms.acceptanceAt(now)).isEqualTo(Standing.DONE);
    assertThat(terms.evaluationAt(now)).isEqualTo(Standing.DONE);
    assertThat(terms.next(now)).isNull();
  }

  @Test
  void aDayThatTheCalendarDoesNotHaveIsNone() {
    ProjectTerms terms = ProjectTerms.of("2026-02-30", "2026-02-30", null, RULES);

    assertThat(terms.acceptance()).isNull();
    assertThat(terms.accepted()).isFalse();
    assertThat(terms.acceptanceAt(Instant.EPOCH)).isEqualTo(Standing.NOT_BEGUN);
  }

  @Test
  void daysCountWhereTheyAreSet() {
    var days = new ProjectRules(6, 184, 2, 15);

    assertThat(ProjectTerms.of("2026-05-24", null, null, days).acceptance().last())
        .isEqualTo(LocalDate.parse("2026-11-24"));
  }
}
