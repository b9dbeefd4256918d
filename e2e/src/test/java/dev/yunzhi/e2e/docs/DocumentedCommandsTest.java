package dev.yunzhi.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.wholeway.OnDemonstratedEstate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every {@code sh} block of the README and of docs/, and sends every {@code yaml} block to the
 * API server, on an estate as {@code make up} leaves it. A page's blocks run in their order, in one
 * shell.
 */
@OnDemonstratedEstate
class DocumentedCommandsTest {

  /**
   * A test can't run itself: that the target is there is all that is asked. MakeUpTest runs the
   * others for real.
   */
  private static final String PROLOGUE =
      """
      set -e
      make() { command make --dry-run -C "$YUNZHI_ROOT" "$@" > /dev/null; }
      """;

  @ParameterizedTest
  @MethodSource("pages")
  void commandsRun(Path page, Estate estate, @TempDir Path folder) throws IOException {
    List<String> commands = FencedBlocks.of(page, "sh");
    if (commands.isEmpty()) {
      assertThat(Files.readString(page)).doesNotContain("```bash", "```console", "```shell");
      return;
    }
    Path root = Programs.root();
    Path tree = Files.createDirectory(folder.resolve("yunzhi"));
    Files.createSymbolicLink(tree.resolve(".local"), estate.state());
    for (String part : List.of("examples", "helm", "docs", "cli", "auditor")) {
      Files.createSymbolicLink(tree.resolve(part), root.resolve(part));
    }
    Path script =
        Files.writeString(folder.resolve("page.sh"), PROLOGUE + String.join("\n", commands));

    CommandResult result = Shell.run(tree, script);

    assertThat(result.exitCode()).as("%s%n%s%s", page, result.stdout(), result.stderr()).isZero();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void yamlIsTaken(Path page, Estate estate) throws IOException {
    for (String yaml : FencedBlocks.of(page, "yaml")) {
      CommandResult result =
          estate.kubectl(
              estate.cluster().kubeconfig(), yaml, "create", "--dry-run=server", "-f", "-");
      assertThat(result.exitCode()).as("%s%n%s%n%s", page, yaml, result.stderr()).isZero();
    }
  }

  static Stream<Path> pages() throws IOException {
    Path root = Programs.root();
    try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      return Stream.concat(
          Stream.of(root.resolve("README.md"), root.resolve("README.zh-CN.md")),
          docs.filter(page -> page.toString().endsWith(".md")).sorted().toList().stream());
    }
  }
}
