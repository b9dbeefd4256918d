package dev.yunzhi.controlplane.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.controlplane.identity.Permission;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.identity.User;
import dev.yunzhi.controlplane.web.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The manifest of a report: the evidence of the event that records its export, for whoever took it
 * out.
 */
@RestController
class ManifestController {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Manifests manifests;

  ManifestController(Manifests manifests) {
    this.manifests = manifests;
  }

  @GetMapping("/api/v1/reports/{id}/manifest")
  ResponseEntity<byte[]> manifest(@PathVariable String id) throws MalformedNoteException {
    return manifests.of(id, ManifestController::requireOwn);
  }

  private static void requireOwn(StoredEvent event) {
    User user = SignedIn.user();
    JsonNode body = body(event);
    boolean own =
        user.name().equals(body.path("user").asText())
            && user.realm().equals(body.path("realm").asText());
    if (!own && !SignedIn.may(Permission.READ_SIGN_INS)) {
      throw Problem.of(
          HttpStatus.FORBIDDEN,
          "a report's manifest is for whoever took it out, and for those with the permission %s, which %s hold"
              .formatted(Permission.READ_SIGN_INS, Permission.READ_SIGN_INS.holders()));
    }
  }

  private static JsonNode body(StoredEvent event) {
    try {
      return event.body() == null ? JSON.createObjectNode() : JSON.readTree(event.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a body that the ledger keeps is JSON", e);
    }
  }
}
