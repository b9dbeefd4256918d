package dev.yunzhi.cli;

import picocli.CommandLine.Command;

/** {@code yunzhi project}. */
@Command(
    name = "project",
    description = "Look at informatization projects.",
    subcommands = {ProjectLikeCommand.class, ProjectSystemsCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class ProjectCommand {}
