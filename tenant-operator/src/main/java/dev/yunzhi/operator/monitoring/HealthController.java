package dev.yunzhi.operator.monitoring;

import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.constraint.Constraints;
import dev.yunzhi.operator.reconcile.ReconcileMeters;
import dev.yunzhi.operator.tls.CertificateKeeper;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /healthz}: red when work has come to a halt, so that the program is started anew. {@code
 * /readyz}: red until reviews can be answered.
 */
@RestController
class HealthController {

  private final Informers informers;
  private final Constraints constraints;
  private final ReconcileMeters reconciles;
  private final CertificateKeeper certificate;

  HealthController(
      Informers informers,
      Constraints constraints,
      ReconcileMeters reconciles,
      CertificateKeeper certificate) {
    this.informers = informers;
    this.constraints = constraints;
    this.reconciles = reconciles;
    this.certificate = certificate;
  }

  @GetMapping("/healthz")
  ResponseEntity<String> healthz() {
    var wrong = new ArrayList<String>();
    reconciles
        .stalled()
        .forEach(execution -> wrong.add("a reconciler does not come to an end: " + execution));
    informers.broken().forEach(kind -> wrong.add("the watch on " + kind + " has ended"));
    return answer(wrong);
  }

  @GetMapping("/readyz")
  ResponseEntity<String> readyz() {
    var missing = new ArrayList<String>();
    if (!informers.synced()) {
      missing.add("the watches have not listed everything yet");
    }
    if (!constraints.known()) {
      missing.add("it is not known yet which constraints there are");
    }
    if (!certificate.ready()) {
      missing.add("there is no certificate yet");
    }
    return answer(missing);
  }

  private static ResponseEntity<String> answer(List<String> wrong) {
    return wrong.isEmpty()
        ? ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body("ok\n")
        : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
            .contentType(MediaType.TEXT_PLAIN)
            .body(String.join("\n", wrong) + "\n");
  }
}
