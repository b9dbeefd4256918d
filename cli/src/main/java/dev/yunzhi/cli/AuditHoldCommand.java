package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code yunzhi audit hold}. */
@Command(
    name = "hold",
    description =
        "Place a legal hold: nothing is removed of the events to which all of its options apply,"
            + " until another person lifts it.",
    mixinStandardHelpOptions = true)
final class AuditHoldCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Mixin private Justification justification;

  @Spec private CommandSpec spec;

  @Option(names = "--stream", paramLabel = "NAME", description = "Events of this stream.")
  private String stream;

  @Option(names = "--tenant", paramLabel = "NAME", description = "Events that name this tenant.")
  private String tenant;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "Events from then on, e.g. 2026-01-01T00:00:00+08:00.")
  private String from;

  @Option(names = "--until", paramLabel = "INSTANT", description = "Events before then.")
  private String until;

  @Override
  public Integer call() throws Unusable, IOException {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("stream", stream);
    asked.put("tenant", tenant);
    asked.put("from", from);
    asked.put("until", until);
    asked.put("reason", justification.reason());
    asked.put("ticket", justification.ticket());
    JsonNode hold = controlPlane.post("/api/v1/audit/holds", asked);
    spec.commandLine().getOut().printf("hold %s stands%n", hold.path("id").asText());
    return 0;
  }
}
