package dev.yunzhi.e2e.monitoring;

import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.Programs;
import java.util.List;
import java.util.Map;

/** Prometheus' own check of rules, pinned beside the other programs. */
final class Promtool {

  private Promtool() {}

  static CommandResult run(String... arguments) {
    return new Command(Programs.path("promtool"), Map.of()).run("", List.of(arguments));
  }
}
