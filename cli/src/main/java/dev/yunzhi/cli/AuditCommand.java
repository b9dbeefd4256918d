package dev.yunzhi.cli;

import dev.yunzhi.auditor.LogKeyCommand;
import picocli.CommandLine.Command;

/** {@code yunzhi audit}. */
@Command(
    name = "audit",
    description = "The record of what happened, for those who keep a copy of it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ExportLogCommand.class, LogKeyCommand.class},
    mixinStandardHelpOptions = true)
final class AuditCommand {}
