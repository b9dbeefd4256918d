package dev.yunzhi.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Refuses time zones that nobody knows: a schema can only see whether they are well written. */
final class TimeZones {

  /**
   * Judges the windows of hibernation.
   *
   * @param spec of a Tenant or TenantRequest
   * @return the refusal; empty when all zones are known
   */
  static Optional<AdmissionAnswer> refuse(JsonNode spec) {
    return StreamSupport.stream(spec.path("hibernation").spliterator(), false)
        .map(window -> window.path("timeZone").asText())
        .filter(zone -> !zone.isEmpty() && !ZoneId.getAvailableZoneIds().contains(zone))
        .findFirst()
        .map(zone -> AdmissionAnswer.denied(Refusal.NO_SUCH_TIME_ZONE.text(zone)));
  }

  private TimeZones() {}
}
