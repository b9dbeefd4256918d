package dev.yunzhi.cli;

import dev.yunzhi.auditor.LogKeyCommand;
import picocli.CommandLine.Command;

/** {@code yunzhi audit}. */
@Command(
    name = "audit",
    description =
        "Look into the record and keep it: events, legal holds, removal of single bodies, proof of a restore, copies.",
    subcommands = {
      AuditEventsCommand.class,
      AuditHoldsCommand.class,
      AuditHoldCommand.class,
      AuditLiftCommand.class,
      AuditRemovalsCommand.class,
      AuditRemoveCommand.class,
      AuditApproveCommand.class,
      AuditRejectCommand.class,
      AuditCheckRestoreCommand.class,
      ExportLogCommand.class,
      LogKeyCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class AuditCommand {}
