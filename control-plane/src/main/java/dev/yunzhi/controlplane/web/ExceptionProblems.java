package dev.yunzhi.controlplane.web;

import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.controlplane.store.DatabaseNotReadyException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Turns what a handler throws into a problem. */
@ControllerAdvice
class ExceptionProblems {
  private static final Logger LOG = LoggerFactory.getLogger(ExceptionProblems.class);

  @ExceptionHandler(Exception.class)
  Object handle(Exception e, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    if (response.isCommitted()) {
      // Half an answer is out: it must not look like a whole one, so let the container cut it off.
      throw e;
    }
    return ProblemResponses.render(problem(e), request);
  }

  private static ErrorResponse problem(Exception e) {
    if (e instanceof ErrorResponse known) {
      return known;
    }
    if (e instanceof InvalidFieldException invalid) {
      return Problem.badField(invalid.field(), invalid.getMessage());
    }
    if (e instanceof StoreException || e instanceof DatabaseNotReadyException) {
      LOG.warn("the database failed: {}", e.getMessage());
      return unavailable(e);
    }
    LOG.error("a request failed", e);
    return Problem.of(
        HttpStatus.INTERNAL_SERVER_ERROR, "the control-plane failed; its log says why");
  }

  private static Problem unavailable(Exception e) {
    return Problem.retry(
        HttpStatus.SERVICE_UNAVAILABLE,
        Duration.ofSeconds(2),
        "the database does not answer; nothing was recorded, send the same again",
        e);
  }
}
