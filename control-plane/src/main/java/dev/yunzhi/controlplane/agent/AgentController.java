package dev.yunzhi.controlplane.agent;

import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.web.BoundedJson;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where agents report what they enforce, by OPA's Status API, and where people see it. */
@RestController
class AgentController {
  /** With the metrics that a stock OPA may add. */
  private static final long MAX_REPORT_BYTES = 4 << 20;

  private static final Duration TIME_TO_SEND = Duration.ofSeconds(30);

  private final Agents agents;
  private final BoundedJson json = new BoundedJson(MAX_REPORT_BYTES, TIME_TO_SEND);

  AgentController(Agents agents) {
    this.agents = agents;
  }

  @PostMapping({"/api/v1/opa/status", "/api/v1/opa/status/{partition}"})
  void report(HttpServletRequest request) {
    agents.record(SignedIn.user().name(), AgentStatus.of(json.read(request)));
  }

  /** The answer. */
  record Known(List<Agent> items) {}

  @GetMapping("/api/v1/opa/agents")
  Known known() {
    return new Known(agents.all());
  }
}
