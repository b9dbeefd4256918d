package dev.yunzhi.cli;

import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A removal of a body that was demanded and is to be decided on. */
final class DemandedRemoval {

  @Mixin private ControlPlane controlPlane;

  @Parameters(
      paramLabel = "REMOVAL",
      description = "Its number, as `yunzhi audit removals` lists it.")
  private long removal;

  /**
   * Decides on it.
   *
   * @param decision {@code approve} or {@code reject}
   * @return the index of its event
   * @throws Unusable and IOException as {@link ControlPlane#get} does
   */
  String decide(String decision) throws Unusable, IOException {
    return controlPlane
        .post("/api/v1/audit/removals/%d/%s".formatted(removal, decision), Map.of())
        .path("index")
        .asText();
  }
}
