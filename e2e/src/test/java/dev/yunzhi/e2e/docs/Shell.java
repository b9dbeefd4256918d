package dev.yunzhi.e2e.docs;

import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a script as a reader of the docs would: in the tree, with the pinned programs on the path.
 */
final class Shell {

  private Shell() {}

  static CommandResult run(Path tree, Path script) throws IOException {
    List<String> command = List.of("bash", script.toString());
    Path output = Files.createTempFile(script.getParent(), "output", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(tree.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("YUNZHI_ROOT", Programs.root().toString());
    builder
        .environment()
        .merge(
            "PATH",
            "",
            (path, nothing) -> Programs.root().resolve(".local/bin") + File.pathSeparator + path);
    try {
      return new CommandResult(command, builder.start().waitFor(), Files.readString(output), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + script, e);
    }
  }
}
