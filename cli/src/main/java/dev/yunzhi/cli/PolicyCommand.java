package dev.yunzhi.cli;

import picocli.CommandLine.Command;

/** {@code yunzhi policy}. */
@Command(
    name = "policy",
    description = "See which policies were published when, and go back.",
    subcommands = {
      PolicyRevisionsCommand.class,
      PolicyRollbackCommand.class,
      PolicyResumeCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class PolicyCommand {}
