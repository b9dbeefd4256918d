package dev.yunzhi.controlplane.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Turns what a handler throws into a problem. */
@ControllerAdvice
class ExceptionProblems {
  @ExceptionHandler(Exception.class)
  Object handle(Exception e, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    if (response.isCommitted()) {
      // Half an answer is out: it must not look like a whole one, so let the container cut it off.
      throw e;
    }
    // What was written so far is not part of the answer any more.
    response.resetBuffer();
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, null);
    return ProblemResponses.render(ProblemResponses.of(e), request);
  }
}
