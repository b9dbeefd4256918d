package dev.yunzhi.operator.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps decisions on disk until they are uploaded. */
final class SpooledLog implements DecisionLog {

  private static final Logger log = LoggerFactory.getLogger(SpooledLog.class);

  private final Spool spool;
  private final Runnable uploader;
  private final Counter kept;
  private final Counter lost;

  /**
   * @param uploader told that there is something to upload
   */
  SpooledLog(Spool spool, Runnable uploader, MeterRegistry meters) {
    this.spool = spool;
    this.uploader = uploader;
    this.kept =
        Counter.builder("yunzhi.decisions.recorded")
            .description("Decisions written to the spool")
            .register(meters);
    this.lost =
        Counter.builder("yunzhi.decisions.lost")
            .description("Decisions that could not be kept because the spool was full or failed")
            .register(meters);
    Gauge.builder("yunzhi.spool.size", spool, Spool::bytes)
        .description("Decisions that the control-plane has not acknowledged")
        .baseUnit("bytes")
        .register(meters);
    Gauge.builder("yunzhi.spool.limit", spool, Spool::limit)
        .description("Beyond this size of the spool decisions are lost")
        .baseUnit("bytes")
        .register(meters);
  }

  @Override
  public void append(ObjectNode event) {
    appendAll(List.of(event));
  }

  @Override
  public void appendAll(List<ObjectNode> events) {
    if (events.isEmpty()) {
      return;
    }
    try {
      int fit =
          spool.append(
              events.stream().map(e -> e.toString().getBytes(StandardCharsets.UTF_8)).toList());
      kept.increment(fit);
      uploader.run();
      events.subList(fit, events.size()).forEach(e -> lose(e, "the spool is full", null));
    } catch (IOException e) {
      events.forEach(event -> lose(event, "the spool cannot be written", e));
    }
  }

  private void lose(ObjectNode event, String why, IOException cause) {
    lost.increment();
    log.atError()
        .addKeyValue("decision_id", event.path("decision_id").asText())
        .addKeyValue("why", why)
        .setCause(cause)
        .log("A decision is lost");
  }
}
