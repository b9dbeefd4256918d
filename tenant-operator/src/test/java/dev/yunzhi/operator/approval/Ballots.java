package dev.yunzhi.operator.approval;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.ApprovalSpec;
import dev.yunzhi.api.v1alpha1.Decision;
import dev.yunzhi.api.v1alpha1.Stage;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.policy.StageRequirement;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Decisions on the request {@code shop} of {@code zhang}, one a second from noon on. */
final class Ballots {

  static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  final List<Approval> approvals = new ArrayList<>();

  static TenantRequest request(long generation) {
    return request(generation, "[zhang]");
  }

  static TenantRequest request(long generation, String requesters) {
    return Serialization.unmarshal(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: TenantRequest
        metadata: {name: shop, namespace: dept-tax, uid: uid, generation: %d}
        spec:
          project: p
          namespaces: [{name: web}]
          requesters: %s
        """
            .formatted(generation, requesters),
        TenantRequest.class);
  }

  static StageRequirement needs(Stage stage, int quorum) {
    return new StageRequirement(WireName.of(stage), quorum, "GOV-013", "because", "因为", 90);
  }

  Ballots decided(String name, Stage stage, String by, Decision decision) {
    return decided(name, stage, by, decision, 1, "uid");
  }

  Ballots decided(
      String name, Stage stage, String by, Decision decision, long generation, String uid) {
    var approval = new Approval();
    approval.setMetadata(new ObjectMetaBuilder().withName(name).build());
    approval.setSpec(
        new ApprovalSpec(
            "shop",
            null,
            null,
            stage,
            decision,
            "because",
            null,
            generation,
            uid,
            null,
            by,
            NOON.plusSeconds(approvals.size()).toString()));
    approvals.add(approval);
    return this;
  }
}
