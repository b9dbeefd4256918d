package dev.yunzhi.operator.decision;

import dev.yunzhi.operator.OperatorProperties;
import dev.yunzhi.operator.cluster.WatchedReader;
import dev.yunzhi.operator.controlplane.AgentLabels;
import dev.yunzhi.operator.http.RemoteClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where decisions go: through the spool to the control-plane or, without one, to the log. */
@Configuration(proxyBeanMethods = false)
class DecisionConfiguration {

  private static final String URL = "yunzhi.control-plane.url";
  private static final long SEGMENT_BYTES = 512 * 1024;

  @Bean
  Decisions decisions(DecisionLog log, WatchedReader reader, AgentLabels labels, Clock clock) {
    return new Decisions(log, reader, labels.json(), clock);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(URL)
  static class ToControlPlane {

    @Bean
    Spool spool(OperatorProperties properties) throws IOException {
      return new Spool(
          properties.spoolDirectory(), properties.spoolLimit().toBytes(), SEGMENT_BYTES);
    }

    @Bean(initMethod = "start")
    Uploader uploader(Spool spool, OperatorProperties properties, MeterRegistry meters) {
      return new Uploader(spool, RemoteClient.of(properties.controlPlane()), meters);
    }

    @Bean
    DecisionLog decisionLog(Spool spool, Uploader uploader, MeterRegistry meters) {
      return new SpooledLog(spool, uploader::wake, meters);
    }
  }

  @Bean
  @ConditionalOnProperty(name = URL, matchIfMissing = true, havingValue = "none")
  DecisionLog decisionLogWithoutControlPlane() {
    Logger log = LoggerFactory.getLogger(DecisionLog.class);
    log.warn("{} is not set: decisions stand in this log alone", URL);
    return event -> log.atInfo().addKeyValue("decision", event).log("Decision");
  }
}
