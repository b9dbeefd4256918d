package dev.yunzhi.controlplane.publication;

import dev.yunzhi.controlplane.YunzhiProperties;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What is done with opa. The program is first run when it is needed: without it the control-plane
 * serves all the same. Thread-safe.
 */
final class OpaTools {
  private final Opa opa;
  private final Path key;
  private Capabilities capabilities;

  OpaTools(YunzhiProperties.Opa settings) {
    this.opa = new Opa(settings.program(), settings.limit());
    this.key = settings.signingKeyFile();
  }

  /**
   * @param standard that rules are checked beside
   */
  PolicyCheck check(Sources standard) throws OpaException, IOException {
    return new PolicyCheck(opa, capabilities(), standard);
  }

  TemplateCheck templateCheck() throws OpaException, IOException {
    return new TemplateCheck(opa, capabilities());
  }

  /**
   * @throws OpaException if there is no key, or opa cannot be run
   */
  BundleBuild build() throws OpaException, IOException {
    if (key == null) {
      throw OpaException.failed(
          "no policies are published here: yunzhi.opa.signing-key-file is not set", null);
    }
    return new BundleBuild(opa, capabilities(), key);
  }

  private synchronized Capabilities capabilities() throws OpaException, IOException {
    if (capabilities == null) {
      try (Workplace place = new Workplace()) {
        capabilities = Capabilities.of(opa, place.folder());
      }
    }
    return capabilities;
  }
}
