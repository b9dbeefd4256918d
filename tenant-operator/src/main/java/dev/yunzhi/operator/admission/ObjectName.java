package dev.yunzhi.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;

/** What to call an object whose name the API server may still have to make up. */
final class ObjectName {

  static String of(AdmissionRequest request) {
    if (!request.name().isEmpty()) {
      return request.name();
    }
    JsonNode metadata = request.object().path("metadata");
    String name = metadata.path("name").asText();
    return name.isEmpty() ? metadata.path("generateName").asText() + "*" : name;
  }

  private ObjectName() {}
}
