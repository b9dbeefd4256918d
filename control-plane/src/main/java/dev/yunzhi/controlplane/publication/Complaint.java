package dev.yunzhi.controlplane.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An error that opa found in a module.
 *
 * @param file as opa was given it; empty when it is about none
 * @param row from 1; 0 when it is at no place
 * @param column from 1
 */
record Complaint(String file, int row, int column, String message) {
  /** A condition is no place for a list of thousands. */
  private static final int SHOWN = 5;

  private static final int MAX_MESSAGE = 500;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern UNDEFINED_FUNCTION = Pattern.compile("undefined function (\\S+)");

  /** The {@code errors} of the JSON that {@code opa check} and {@code opa eval} end with. */
  static List<Complaint> of(Opa.Run run) {
    List<Complaint> complaints = new ArrayList<>();
    for (String text : List.of(run.out(), run.err())) {
      try {
        for (JsonNode error : JSON.readTree(text).path("errors")) {
          complaints.add(at(error.path("location"), error.path("message").asText()));
        }
      } catch (JsonProcessingException e) {
        // The other stream has it, or none: then the text is all that there is.
        if (!text.isBlank()) {
          complaints.add(new Complaint("", 0, 0, text.strip()));
        }
      }
    }
    return complaints.isEmpty()
        ? List.of(new Complaint("", 0, 0, "opa ended with code %d".formatted(run.exitCode())))
        : complaints;
  }

  /**
   * @param location as OPA writes one
   */
  static Complaint at(JsonNode location, String message) {
    return new Complaint(
        location.path("file").asText(),
        location.path("row").asInt(),
        location.path("col").asInt(),
        message);
  }

  /** The function that is called and that opa does not know; empty when it is another error. */
  Optional<String> undefinedFunction() {
    return UNDEFINED_FUNCTION
        .matcher(message)
        .results()
        .map((MatchResult r) -> r.group(1))
        .findFirst();
  }

  private String text() {
    String shortened =
        message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) + "…" : message;
    return row == 0
        ? shortened
        : "%s line %d, column %d: %s".formatted(field(), row, column, shortened);
  }

  /** The field of the object that the module stands in. */
  private String field() {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return name.equals(PolicyCheck.TESTS) ? "spec.tests" : name;
  }

  /** The first of them, as a condition shows them. */
  static String text(List<Complaint> complaints) {
    return text(complaints, Complaint::text);
  }

  /**
   * The same in other words.
   *
   * @param each what is said of one
   */
  static String text(List<Complaint> complaints, Function<Complaint, String> each) {
    String shown = complaints.stream().limit(SHOWN).map(each).collect(Collectors.joining("; "));
    return complaints.size() > SHOWN
        ? "%s; and %d more".formatted(shown, complaints.size() - SHOWN)
        : shown;
  }
}
