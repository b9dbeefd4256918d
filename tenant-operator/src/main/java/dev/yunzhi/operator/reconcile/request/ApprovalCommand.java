package dev.yunzhi.operator.reconcile.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Stage;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.WireName;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The command that approves one stage of a request as it stands, to be copied from its status. */
final class ApprovalCommand {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<Stage> WITH_EVIDENCE =
      EnumSet.of(Stage.DATA_RETURN, Stage.WIPE, Stage.ASSET_CLOSURE);

  static String of(TenantRequest request, Stage stage) {
    var meta = request.getMetadata();
    String name = WireName.of(stage);
    ObjectNode approval =
        JSON.createObjectNode().put("apiVersion", "yunzhi.dev/v1alpha1").put("kind", "Approval");
    // Of a quorum each takes a name that nobody has.
    approval
        .putObject("metadata")
        .put(
            "generateName",
            "%s-%d-%s-"
                .formatted(meta.getName(), meta.getGeneration(), name.toLowerCase(Locale.ROOT)));
    ObjectNode spec =
        approval
            .putObject("spec")
            .put("request", meta.getName())
            .put("requestGeneration", meta.getGeneration())
            .put("stage", name)
            .put("decision", "Approved");
    if (WITH_EVIDENCE.contains(stage)) {
      spec.put("evidence", "…");
    }
    return "echo '%s' | kubectl -n %s create -f -".formatted(approval, meta.getNamespace());
  }

  private ApprovalCommand() {}
}
