package dev.yunzhi.cli;

import picocli.CommandLine.Command;

/** {@code yunzhi report}. */
@Command(
    name = "report",
    description = "Take reports out of the record, with what proves them.",
    subcommands = {
      ReportListCommand.class,
      ReportExportCommand.class,
      ReportScheduleCommand.class,
      ReportSchedulesCommand.class,
      ReportUnscheduleCommand.class,
      ReportKeptCommand.class,
      ReportFetchCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class ReportCommand {}
