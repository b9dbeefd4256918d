package dev.yunzhi.controlplane.web;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * An error that its causer is told about, as RFC 9457 has it: {@code detail} says what was wrong
 * and what would be right, {@code field} (an extension) where.
 */
public final class Problem extends ErrorResponseException {
  private static final long serialVersionUID = 1L;

  private Problem(HttpStatus status, String detail, Throwable cause) {
    super(status, ProblemDetail.forStatusAndDetail(status, detail), cause);
  }

  public static Problem of(HttpStatus status, String detail) {
    return new Problem(status, detail, null);
  }

  /** 400, at a field. */
  public static Problem badField(String field, String detail) {
    return of(HttpStatus.BAD_REQUEST, detail).at(field);
  }

  /** An answer that asks to come again. */
  public static Problem retry(HttpStatus status, Duration after, String detail, Throwable cause) {
    Problem problem = new Problem(status, detail, cause);
    problem
        .getHeaders()
        .set(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, after.toSeconds())));
    return problem;
  }

  /** Names the field, parameter or header that the problem is about. */
  public Problem at(String field) {
    getBody().setProperty("field", field);
    return this;
  }

  /** Adds a header to the answer. */
  public Problem header(String name, String value) {
    getHeaders().add(name, value);
    return this;
  }
}
