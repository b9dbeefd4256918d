package dev.yunzhi.operator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Watcher.Action;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VisibleChangesTest {

  private final VisibleChanges changes = new VisibleChanges();

  private boolean changed(Action action, GenericKubernetesResource node) {
    return changes.changed(ScannedKind.NODE, action, node);
  }

  @Test
  void aHeartbeatIsNone() {
    assertThat(changed(Action.ADDED, node("1", "li.wei", "10:00", "pods"))).isTrue();
    assertThat(changed(Action.MODIFIED, node("2", "li.wei", "10:05", "pods"))).isFalse();
  }

  @Test
  void labelsAnnotationsAndSpecAreSeen() {
    changed(Action.ADDED, node("1", "li.wei", "10:00", "pods"));

    assertThat(changed(Action.MODIFIED, node("2", "zhang.san", "10:00", "pods"))).isTrue();
    assertThat(changed(Action.MODIFIED, node("3", "zhang.san", "10:00", "more"))).isTrue();
  }

  @Test
  void oneThatIsGoneAndComesBackIsNew() {
    changed(Action.ADDED, node("1", "li.wei", "10:00", "pods"));

    assertThat(changed(Action.DELETED, node("1", "li.wei", "10:00", "pods"))).isTrue();
    assertThat(changed(Action.ADDED, node("2", "li.wei", "10:00", "pods"))).isTrue();
  }

  @Test
  void afterSomeWereMissedTheSameMayBeAnother() {
    changed(Action.ADDED, node("1", "li.wei", "10:00", "pods"));

    changes.missed(ScannedKind.TENANT);
    assertThat(changed(Action.MODIFIED, node("3", "li.wei", "10:00", "pods"))).isFalse();
    changes.missed(ScannedKind.NODE);
    assertThat(changed(Action.MODIFIED, node("3", "li.wei", "10:00", "pods"))).isTrue();
  }

  private static GenericKubernetesResource node(
      String version, String custodian, String heartbeat, String spec) {
    var node = new GenericKubernetesResource();
    node.setMetadata(
        new ObjectMetaBuilder()
            .withName("n1")
            .withUid("u")
            .withResourceVersion(version)
            .withAnnotations(Map.of("asset.yunzhi.dev/custodian", custodian))
            .build());
    node.setAdditionalProperty("spec", Map.of("providerID", spec));
    node.setAdditionalProperty("status", Map.of("heartbeat", heartbeat));
    return node;
  }
}
