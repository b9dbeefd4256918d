package dev.yunzhi.controlplane.publication;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundle that OPA's <a
 * href="https://www.openpolicyagent.org/docs/management-discovery">Discovery</a> asks for: what the
 * configurations of all agents have in common. Built and signed when it is first wanted.
 * Thread-safe.
 */
final class Discovery {
  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
  private static final String CONFIGURATION = "discovery.json";

  private final OpaTools tools;
  private Served built;

  Discovery(OpaTools tools) {
    this.tools = tools;
  }

  /** Empty while it cannot be built, as without a key. */
  synchronized Optional<Served> bundle() {
    if (built == null) {
      try {
        Sources sources = sources();
        String revision = sources.revision(1);
        built = new Served("\"" + revision + "\"", tools.build().rego(sources, revision));
      } catch (OpaException | IOException e) {
        LOG.warn("the discovery bundle is not served: {}", e.getMessage());
      }
    }
    return Optional.ofNullable(built);
  }

  private static Sources sources() throws IOException {
    try (InputStream in = Discovery.class.getResourceAsStream(CONFIGURATION)) {
      String configuration = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Sources(
          new TreeMap<>(
              Map.of(Sources.MANIFEST, "{\"roots\":[\"\"]}", "/data.json", configuration)));
    }
  }
}
