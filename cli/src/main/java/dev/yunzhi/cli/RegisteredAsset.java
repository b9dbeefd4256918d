package dev.yunzhi.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One asset of the register, and why something is done with it. */
final class RegisteredAsset {
  @Parameters(index = "0", paramLabel = "KIND", description = "Its kind, e.g. Server or 服务器.")
  private String kind;

  @Parameters(index = "1", paramLabel = "CODE", description = "Its asset code.")
  private String code;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the record.")
  private String reason;

  String reason() {
    return reason;
  }

  /** Where the control-plane takes an act on it. */
  String path(String act) {
    return "/api/v1/register/assets/%s/%s/%s".formatted(encoded(kind), encoded(code), act);
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, UTF_8).replace("+", "%20");
  }
}
