package dev.yunzhi.cli;

import picocli.CommandLine.Command;

/** {@code yunzhi register}. */
@Command(
    name = "register",
    description =
        "Keep the register of assets that no cluster knows: servers, licences, cameras, machine rooms and others.",
    subcommands = {
      RegisterImportCommand.class,
      RegisterImportsCommand.class,
      RegisterUndoCommand.class,
      RegisterTransferCommand.class,
      RegisterDisposeCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class RegisterCommand {}
