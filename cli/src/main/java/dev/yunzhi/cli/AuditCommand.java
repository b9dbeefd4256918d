package dev.yunzhi.cli;

import picocli.CommandLine.Command;

/** {@code yunzhi audit}. */
@Command(
    name = "audit",
    description =
        "Look into the record and keep it: events, legal holds, removal of single bodies, proof of a restore.",
    subcommands = {
      AuditEventsCommand.class,
      AuditHoldsCommand.class,
      AuditHoldCommand.class,
      AuditLiftCommand.class,
      AuditRemovalsCommand.class,
      AuditRemoveCommand.class,
      AuditApproveCommand.class,
      AuditRejectCommand.class,
      AuditCheckRestoreCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class AuditCommand {}
