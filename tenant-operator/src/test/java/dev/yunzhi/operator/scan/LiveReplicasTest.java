package dev.yunzhi.operator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveReplicasTest {

  private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
  private static final int LENGTH = 10;

  private final LiveReplicas replicas = new LiveReplicas();

  @Test
  void aLeaseHoldsForItsLengthAfterItWasSeenRenewedWhateverItsHoldersClockSays() {
    Instant wrong = NOW.minusSeconds(3600);
    replicas.look(List.of(lease("slow-clock", "1", wrong)), NOW);

    var renewed = List.of(lease("slow-clock", "2", wrong));
    assertThat(replicas.look(renewed, NOW.plusSeconds(2))).containsOnlyKeys("slow-clock");
    assertThat(replicas.look(renewed, NOW.plusSeconds(11))).containsOnlyKeys("slow-clock");
    assertThat(replicas.look(renewed, NOW.plusSeconds(12))).isEmpty();
  }

  @Test
  void oneThatIsSeenForTheFirstTimeIsJudgedByItsOwnTime() {
    var leases = List.of(lease("long-gone", "1", NOW.minusSeconds(60)), lease("lives", "2", NOW));

    assertThat(replicas.look(leases, NOW)).containsOnlyKeys("lives");
  }

  @Test
  void oneThatIsGivenUpIsGoneAtOnce() {
    replicas.look(List.of(lease("stopped", "1", NOW)), NOW);

    assertThat(replicas.look(List.of(), NOW.plusSeconds(1))).isEmpty();
  }

  @Test
  void whatTheHolderTellsIsReadWithIt() {
    var told = new ShareState("a,b 1", "Pod (HTTP 403)");
    Lease lease = lease("b", "1", NOW);
    lease.getMetadata().setAnnotations(told.annotations());

    assertThat(replicas.look(List.of(lease), NOW)).containsEntry("b", told);
    assertThat(replicas.look(List.of(lease("b", "2", NOW)), NOW))
        .containsEntry("b", ShareState.NOT_SCANNED);
  }

  private static Lease lease(String identity, String version, Instant renewed) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withName("yunzhi-scan-" + identity)
        .withResourceVersion(version)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(identity)
        .withLeaseDurationSeconds(LENGTH)
        .withRenewTime(renewed.atZone(ZoneOffset.UTC))
        .endSpec()
        .build();
  }
}
