package dev.yunzhi.e2e.isolation;

import static dev.yunzhi.e2e.guard.Refusals.assertForbidden;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Creations that go all the way through admission, and leave nothing behind. */
final class Trying {

  /** What the API server would store. */
  static <T extends HasMetadata> T admitted(KubernetesClient who, T object) {
    T stored = who.resource(object).dryRun().create();
    assertThat(stored.getMetadata().getUid()).isNotBlank();
    return stored;
  }

  static void refused(KubernetesClient who, HasMetadata object, CharSequence... words) {
    assertForbidden(() -> who.resource(object).dryRun().create(), words);
  }

  /**
   * Asks the API server whether it would let somebody.
   *
   * @param namespace null for the whole cluster
   * @param resource {@code resource.group}; the core group's have no dot
   * @param name null for any
   */
  static boolean may(
      KubernetesClient who, String verb, String namespace, String resource, String name) {
    int dot = resource.indexOf('.');
    SelfSubjectAccessReview review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb(verb)
            .withNamespace(namespace)
            .withGroup(dot < 0 ? "" : resource.substring(dot + 1))
            .withResource(dot < 0 ? resource : resource.substring(0, dot))
            .withName(name)
            .endResourceAttributes()
            .endSpec()
            .build();
    return who.authorization()
        .v1()
        .selfSubjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }

  private Trying() {}
}
