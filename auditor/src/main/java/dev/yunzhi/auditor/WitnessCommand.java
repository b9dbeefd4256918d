package dev.yunzhi.auditor;

import picocli.CommandLine.Command;

/** {@code yunzhi witness}. */
@Command(
    name = "witness",
    description =
        "Be a witness of logs (C2SP tlog-witness): cosign only what is consistent with what was seen.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {WitnessKeyCommand.class, WitnessRunCommand.class},
    mixinStandardHelpOptions = true)
public final class WitnessCommand {}
