package dev.yunzhi.cli;

import picocli.CommandLine.Command;

/** {@code yunzhi policy}. */
@Command(
    name = "policy",
    description = "Try policies out, see which were published when, and go back.",
    subcommands = {
      PolicyPreviewCommand.class,
      PolicyRevisionsCommand.class,
      PolicyRollbackCommand.class,
      PolicyResumeCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class PolicyCommand {}
