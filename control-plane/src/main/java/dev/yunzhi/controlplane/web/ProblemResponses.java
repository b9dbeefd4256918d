package dev.yunzhi.controlplane.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.ModelAndView;

/** Answers with a problem: a page for a browser at the console, RFC 9457's JSON for all others. */
public final class ProblemResponses {
  private static final String PROBLEM = ProblemResponses.class.getName();

  private ProblemResponses() {}

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
