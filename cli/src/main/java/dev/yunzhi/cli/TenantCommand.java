package dev.yunzhi.cli;

import picocli.CommandLine.Command;

/** {@code yunzhi tenant}. */
@Command(
    name = "tenant",
    description = "Look at tenants.",
    subcommands = TenantDescribeCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class TenantCommand {}
