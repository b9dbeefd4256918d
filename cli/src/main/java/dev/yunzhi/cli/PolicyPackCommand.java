package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.Effect;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.PolicySpec;
import dev.yunzhi.cli.Failures.Unusable;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi policy pack}. */
@Command(
    name = "pack",
    description = "Print the Policy that holds a rule and its tests, for kubectl apply -f -.",
    mixinStandardHelpOptions = true)
final class PolicyPackCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "Folder of a rule. Default: the current folder.")
  private Path folder;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Of the Policy. Default: from its id.")
  private String name;

  @Option(
      names = "--effect",
      paramLabel = "EFFECT",
      description =
          "Deny, Warn or Audit, in place of the rule's own: Audit finds, and enforces nothing.")
  private String effect;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why the rule is made.")
  private String reason;

  @Override
  public Integer call() throws Unusable, IOException {
    WrittenRule rule = WrittenRule.at(folder);
    Policy policy = new Policy();
    policy.setMetadata(
        new ObjectMetaBuilder()
            .withName(name == null ? rule.id().toLowerCase(Locale.ROOT) : name)
            .build());
    policy.setSpec(
        new PolicySpec(rule.id(), effect(), null, reason, rule.rego(), rule.tests(), null, null));
    spec.commandLine().getOut().print(new KubernetesSerialization().asYaml(policy));
    return 0;
  }

  private Effect effect() throws Unusable {
    if (effect == null) {
      return null;
    }
    try {
      return Effect.valueOf(effect.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Unusable("--effect: %s must be Deny, Warn or Audit".formatted(effect));
    }
  }
}
