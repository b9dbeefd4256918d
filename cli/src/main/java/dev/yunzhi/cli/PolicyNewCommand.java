package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.cli.Failures.Unusable;
import dev.yunzhi.policy.StandardPolicies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi policy new}. */
@Command(
    name = "new",
    description =
        "Begin a rule: a folder with a module that finds Pods with a host name of their own, and its"
            + " tests. Change both to what the rule is to find.",
    mixinStandardHelpOptions = true)
final class PolicyNewCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "Id of the rule, for example SEC-901.")
  private String id;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Where to; must not exist yet. Default: the rule's key, for example sec_901.")
  private Path folder;

  @Override
  public Integer call() throws Unusable, IOException {
    if (!id.matches(Yunzhi.POLICY_ID)) {
      throw new Unusable(
          "ID: %s must be two to ten capital letters, a dash and three digits, for example SEC-901"
              .formatted(id));
    }
    if (StandardPolicies.ids().contains(id)) {
      throw new Unusable("ID: %s is a standard policy; take an id that none has".formatted(id));
    }
    String key = StandardPolicies.key(id);
    Path into = folder == null ? Path.of(key) : folder;
    if (Files.exists(into)) {
      throw new Unusable("%s exists already; nothing was changed".formatted(into));
    }
    Files.createDirectories(into);
    write(into.resolve(key + ".rego"), "new.rego", key);
    write(into.resolve(key + "_test.rego"), "new_test.rego", key);
    spec.commandLine()
        .getOut()
        .printf(
            "%1$s is begun. Next: yunzhi policy test %1$s; yunzhi policy pack %1$s | kubectl apply -f -%n",
            into);
    return 0;
  }

  private void write(Path file, String template, String key) throws IOException {
    try (var in = PolicyNewCommand.class.getResourceAsStream(template)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(file, text.replace("SEC-901", id).replace("sec_901", key));
    }
  }
}
