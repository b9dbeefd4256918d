package dev.yunzhi.cli;

import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi policy test}. */
@Command(
    name = "test",
    description =
        "Check a rule beside the standard policies as strictly as publishing does, and run its tests."
            + " Exit code 1 when opa refuses it or a test fails.",
    mixinStandardHelpOptions = true)
final class PolicyTestCommand implements Callable<Integer> {

  @Mixin private OpaProgram opa;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PLACE",
      defaultValue = ".",
      description = "Folder of a rule, or file with its Policy. Default: the current folder.")
  private Path place;

  @Override
  public Integer call() throws Unusable, IOException {
    WrittenRule rule = WrittenRule.at(place);
    try (Workbench bench = new Workbench(rule)) {
      opa.succeed(bench.folder(), with(List.of("check", "--strict"), bench));
      if (rule.tests() == null) {
        throw new Unusable(
            "%s has no tests: write %s_test.rego with at least one rule whose name begins with test_"
                .formatted(place, rule.key()));
      }
      OpaProgram.Run tested =
          opa.run(
              bench.folder(),
              with(
                  List.of(
                      "test",
                      "--verbose",
                      "--run",
                      "^data\\.yunzhi\\.policies\\.%s_test\\.".formatted(rule.key())),
                  bench));
      PrintWriter out = spec.commandLine().getOut();
      out.print(tested.said());
      return tested.exitCode() == 0 ? 0 : 1;
    }
  }

  private static List<String> with(List<String> arguments, Workbench bench) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(bench.modules());
    return all;
  }
}
