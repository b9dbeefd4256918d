package dev.yunzhi.cli;

/** Names of resources as a ResourceQuota knows them. */
final class Resource {

  /**
   * {@code cpu} and {@code requests.cpu} are one and the same to a ResourceQuota, and so are {@code
   * memory} and {@code requests.memory}; see "Compute Resource Quota" in Kubernetes' documentation.
   */
  static String canonical(String resource) {
    return switch (resource) {
      case "cpu", "memory", "ephemeral-storage" -> "requests." + resource;
      default -> resource;
    };
  }

  private Resource() {}
}
