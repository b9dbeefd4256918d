package dev.yunzhi.cli;

import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi policy fmt}. */
@Command(
    name = "fmt",
    description = "Write the modules of a folder as opa formats them, and name those that changed.",
    mixinStandardHelpOptions = true)
final class PolicyFmtCommand implements Callable<Integer> {

  @Mixin private OpaProgram opa;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "Folder of a rule. Default: the current folder.")
  private Path folder;

  @Option(
      names = "--check",
      description = "Change nothing; exit code 1 when something would be changed.")
  private boolean check;

  @Override
  public Integer call() throws Unusable, IOException {
    if (!Files.isDirectory(folder)) {
      throw new Unusable("%s is no folder".formatted(folder));
    }
    List<Path> modules = new ArrayList<>(WrittenRule.modules(folder, false));
    modules.addAll(WrittenRule.modules(folder, true));
    if (modules.isEmpty()) {
      throw new Unusable("%s holds no .rego file".formatted(folder));
    }
    String different = fmt("--list", modules);
    if (!check) {
      fmt("--write", modules);
    }
    spec.commandLine().getOut().print(different);
    return check && !different.isBlank() ? 1 : 0;
  }

  private String fmt(String option, List<Path> modules) throws Unusable, IOException {
    List<String> arguments = new ArrayList<>(List.of("fmt", option));
    modules.forEach(module -> arguments.add(module.getFileName().toString()));
    return opa.succeed(folder, arguments);
  }
}
