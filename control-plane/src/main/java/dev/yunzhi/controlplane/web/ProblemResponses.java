package dev.yunzhi.controlplane.web;

import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.keeping.KeepingRefusedException;
import dev.yunzhi.audit.register.RegisterRefusedException;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.controlplane.store.DatabaseNotReadyException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.ModelAndView;

/** Answers with a problem: a page for a browser at the console, RFC 9457's JSON for all others. */
public final class ProblemResponses {
  /** What is told of a failure that is nobody's business outside. */
  static final String FAILED = "the control-plane failed; its log says why";

  private static final String PROBLEM = ProblemResponses.class.getName();

  private static final Logger LOG = LoggerFactory.getLogger(ProblemResponses.class);

  private ProblemResponses() {}

  /** What whoever asked is told of an exception. */
  public static ErrorResponse of(Exception e) {
    if (e instanceof ErrorResponse known) {
      return known;
    }
    if (e instanceof InvalidParameterException) {
      return Problem.badField(
          "query", "the query has an escape that is broken or not UTF-8; %25 is a percent sign");
    }
    if (e instanceof InvalidFieldException invalid) {
      return Problem.badField(invalid.field(), invalid.getMessage());
    }
    if (e instanceof KeepingRefusedException) {
      return Problem.of(HttpStatus.CONFLICT, e.getMessage());
    }
    if (e instanceof RegisterRefusedException refused) {
      Problem problem = Problem.of(HttpStatus.CONFLICT, e.getMessage());
      problem.getBody().setProperty("assets", refused.assets());
      return problem;
    }
    if (e instanceof StoreException || e instanceof DatabaseNotReadyException) {
      LOG.warn("the database failed: {}", e.getMessage());
      return unavailable(e);
    }
    LOG.error("a request failed", e);
    return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, FAILED);
  }

  private static Problem unavailable(Exception e) {
    return Problem.retry(
        HttpStatus.SERVICE_UNAVAILABLE,
        Duration.ofSeconds(2),
        "the database does not answer; nothing was recorded, send the same again",
        e);
  }

  /** From in front of Spring MVC: leaves the problem to the {@link ErrorPage}. */
  public static void send(ErrorResponse problem, HttpServletRequest in, HttpServletResponse out)
      throws IOException {
    in.setAttribute(PROBLEM, problem);
    out.sendError(problem.getStatusCode().value());
  }

  /** What {@link #send} left; null when it did not. */
  static ErrorResponse sent(HttpServletRequest request) {
    return request.getAttribute(PROBLEM) instanceof ErrorResponse problem ? problem : null;
  }

  /** Whether a person's browser asks for a page of the console. */
  public static boolean wantsPage(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    Object original = request.getAttribute("jakarta.servlet.error.request_uri");
    String path = original == null ? request.getRequestURI() : original.toString();
    return accept != null
        && accept.contains(MediaType.TEXT_HTML_VALUE)
        && (path.equals("/") || path.equals("/console") || path.startsWith("/console/"));
  }

  static Object render(ErrorResponse problem, HttpServletRequest request) {
    ProblemDetail body = problem.getBody();
    if (wantsPage(request)) {
      ModelAndView page = new ModelAndView("error", problem.getStatusCode());
      page.addObject("problem", body);
      return page;
    }
    HttpHeaders headers = new HttpHeaders();
    headers.addAll(problem.getHeaders());
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return new ResponseEntity<>(body, headers, problem.getStatusCode());
  }
}
