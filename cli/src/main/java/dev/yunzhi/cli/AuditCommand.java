package dev.yunzhi.cli;

import picocli.CommandLine.Command;

/** {@code yunzhi audit}. */
@Command(
    name = "audit",
    description = "Look into the record of what happened.",
    subcommands = {AuditEventsCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class AuditCommand {}
