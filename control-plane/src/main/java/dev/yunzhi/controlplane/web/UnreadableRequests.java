package dev.yunzhi.controlplane.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Answers with a problem, as RFC 9457 has it, to what Tomcat refuses before any servlet sees it,
 * such as an address with {@code %00} or {@code %2F} in it. Thread-safe.
 */
public final class UnreadableRequests extends ErrorReportValve {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  protected void report(Request request, Response response, Throwable failure) {
    HttpStatus status = HttpStatus.resolve(response.getStatus());
    if (status == null
        || !status.isError()
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("title", status.getReasonPhrase());
    problem.put("status", status.value());
    problem.put(
        "detail",
        status.is5xxServerError()
            ? ProblemResponses.FAILED
            : "the request was not understood: its address or a header has what is not allowed"
                + " there, such as %00, %2F, or bytes that are not UTF-8");
    SecurityHeaders.set(response);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    try {
      response.getOutputStream().write(JSON.writeValueAsBytes(problem));
      response.finishResponse();
    } catch (IOException e) {
      container.getLogger().debug("whoever asked has gone", e);
    }
  }
}
