package dev.yunzhi.operator.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.operator.admission.AdmissionRequest.MalformedReview;
import dev.yunzhi.policy.EvaluationException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The webhooks. Whatever goes wrong, the answer is no. */
@RestController
class AdmissionController {

  private static final Logger log = LoggerFactory.getLogger(AdmissionController.class);

  private static final String MUTATE = "mutate";
  private static final String VALIDATE = "validate";
  private static final String DELEGATION = "delegation";
  private static final String POLICIES = "policies";

  private static final String ALLOWED = "allowed";
  private static final String DENIED = "denied";
  private static final String FAILED = "failed";
  private static final List<String> OUTCOMES = List.of(ALLOWED, DENIED, FAILED);

  private final Stamping stamping;
  private final OwnObjectAdmission ownObjects;
  private final Delegation delegation;
  private final TenantNamespaceAdmission tenantNamespaces;
  private final MeterRegistry meters;

  AdmissionController(
      Stamping stamping,
      OwnObjectAdmission ownObjects,
      Delegation delegation,
      TenantNamespaceAdmission tenantNamespaces,
      MeterRegistry meters) {
    this.stamping = stamping;
    this.ownObjects = ownObjects;
    this.delegation = delegation;
    this.tenantNamespaces = tenantNamespaces;
    this.meters = meters;
    // Prometheus sees no increase in a series that begins with its first event.
    for (String webhook : List.of(MUTATE, VALIDATE, DELEGATION, POLICIES)) {
      OUTCOMES.forEach(outcome -> reviews(webhook, outcome));
    }
  }

  @PostMapping("/admission/mutate")
  ResponseEntity<byte[]> mutate(@RequestBody byte[] body) throws MalformedReview {
    return answer(MUTATE, stamping, body);
  }

  @PostMapping("/admission/validate")
  ResponseEntity<byte[]> validate(@RequestBody byte[] body) throws MalformedReview {
    return answer(VALIDATE, ownObjects, body);
  }

  @PostMapping("/admission/delegation")
  ResponseEntity<byte[]> delegation(@RequestBody byte[] body) throws MalformedReview {
    return answer(DELEGATION, delegation, body);
  }

  @PostMapping("/admission/policies")
  ResponseEntity<byte[]> policies(@RequestBody byte[] body) throws MalformedReview {
    return answer(POLICIES, tenantNamespaces, body);
  }

  private ResponseEntity<byte[]> answer(String webhook, Admission admission, byte[] body)
      throws MalformedReview {
    AdmissionRequest request = AdmissionRequest.parse(body);
    AdmissionAnswer answer = safely(admission, request);
    reviews(webhook, answer.allowed() ? ALLOWED : answer.code() == 403 ? DENIED : FAILED)
        .increment();
    ObjectNode review = answer.review(request.uid());
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(review.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Counter reviews(String webhook, String outcome) {
    return Counter.builder("yunzhi.admission.reviews")
        .description("Admission reviews answered")
        .tag("webhook", webhook)
        .tag("outcome", outcome)
        .register(meters);
  }

  private static AdmissionAnswer safely(Admission admission, AdmissionRequest request)
      throws MalformedReview {
    try {
      return admission.review(request);
    } catch (EvaluationException | RuntimeException e) {
      log.atError()
          .addKeyValue("kind", request.kind())
          .addKeyValue("namespace", request.namespace())
          .addKeyValue("name", request.name())
          .setCause(e)
          .log("A review could not be judged, so it is denied");
      return AdmissionAnswer.failed(Refusal.NOT_JUDGED.text(request.kind(), e.getMessage()));
    }
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> malformed(MalformedReview e) {
    return ResponseEntity.badRequest()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage()));
  }
}
