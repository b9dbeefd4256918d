package dev.yunzhi.cli;

import picocli.CommandLine.Option;

/** Why the record is to be treated in some way: what all that a court may order has to say. */
final class Justification {

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "For the record.")
  private String reason;

  @Option(
      names = "--ticket",
      required = true,
      paramLabel = "TEXT",
      description = "The case that it belongs to.")
  private String ticket;

  String reason() {
    return reason;
  }

  String ticket() {
    return ticket;
  }
}
