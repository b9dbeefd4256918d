package dev.yunzhi.cli;

import picocli.CommandLine.Command;

/** {@code yunzhi policy}. */
@Command(
    name = "policy",
    description = "Write rules, try policies out, see which were published when, and go back.",
    subcommands = {
      PolicyNewCommand.class,
      PolicyTestCommand.class,
      PolicyFmtCommand.class,
      PolicyEvalCommand.class,
      PolicyPackCommand.class,
      PolicyPreviewCommand.class,
      PolicyRevisionsCommand.class,
      PolicyRollbackCommand.class,
      PolicyResumeCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class PolicyCommand {}
