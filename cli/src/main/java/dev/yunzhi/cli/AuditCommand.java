package dev.yunzhi.cli;

import picocli.CommandLine.Command;

/** {@code yunzhi audit}. */
@Command(
    name = "audit",
    description = "The record of what happened, for those who keep a copy of it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ExportLogCommand.class,
    mixinStandardHelpOptions = true)
final class AuditCommand {}
