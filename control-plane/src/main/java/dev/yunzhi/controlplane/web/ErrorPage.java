package dev.yunzhi.controlplane.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the servlet container turns with an error; nobody can ask for it from outside. */
@Controller
class ErrorPage implements ErrorController {
  @RequestMapping("/error")
  Object error(HttpServletRequest request) {
    ErrorResponse sent = ProblemResponses.sent(request);
    if (sent != null) {
      return ProblemResponses.render(sent, request);
    }
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus status =
        code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
    if (status == null) {
      status = HttpStatus.INTERNAL_SERVER_ERROR;
    }
    String detail =
        status.is5xxServerError()
            ? ProblemResponses.FAILED
            : status == HttpStatus.REQUEST_TIMEOUT
                ? "the request has not come within the time that there is"
                : "the request was not understood: " + status.getReasonPhrase();
    return ProblemResponses.render(Problem.of(status, detail), request);
  }
}
