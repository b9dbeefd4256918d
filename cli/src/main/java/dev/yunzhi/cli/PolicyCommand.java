package dev.yunzhi.cli;

import picocli.CommandLine.Command;

/** {@code yunzhi policy}. */
@Command(
    name = "policy",
    description = "Try out policies.",
    subcommands = PolicyPreviewCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class PolicyCommand {}
