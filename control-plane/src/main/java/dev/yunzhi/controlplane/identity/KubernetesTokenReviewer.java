package dev.yunzhi.controlplane.identity;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/** The API server's own TokenReview. */
final class KubernetesTokenReviewer implements TokenReviewer {
  private final KubernetesClient client;

  KubernetesTokenReviewer(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Optional<Identity> review(String token) {
    TokenReview answer =
        client
            .resource(new TokenReviewBuilder().withNewSpec().withToken(token).endSpec().build())
            .create();
    TokenReviewStatus status = answer.getStatus();
    if (status == null || !Boolean.TRUE.equals(status.getAuthenticated())) {
      return Optional.empty();
    }
    List<String> groups = status.getUser().getGroups();
    return Optional.of(
        new Identity(status.getUser().getUsername(), groups == null ? List.of() : groups));
  }
}
