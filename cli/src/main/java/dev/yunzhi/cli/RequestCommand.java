package dev.yunzhi.cli;

import picocli.CommandLine.Command;

/** {@code yunzhi request}. */
@Command(
    name = "request",
    description = "Try out requests for tenants.",
    subcommands = RequestPreviewCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class RequestCommand {}
