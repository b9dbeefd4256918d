package dev.yunzhi.controlplane.rest;

import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.controlplane.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The query of a request, read strictly: a parameter that is unknown, empty where it must not be,
 * or given twice is refused instead of ignored, because an ignored filter shows more than was
 * asked.
 */
public final class QueryParameters {
  private static final int MAX_LENGTH = 500;

  private final Map<String, String> values = new TreeMap<>();

  private QueryParameters() {}

  /**
   * Reads a request's query.
   *
   * @param known the parameters that the endpoint has
   * @throws Problem 400 at the parameter that is not right
   */
  public static QueryParameters of(HttpServletRequest request, List<String> known) {
    QueryParameters parameters = new QueryParameters();
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              requireKnown(name, known);
              if (values.length > 1) {
                throw Problem.badField(name, name + " is given more than once; give it once");
              }
              if (values[0].length() > MAX_LENGTH) {
                throw Problem.badField(
                    name, "%s must have at most %d characters".formatted(name, MAX_LENGTH));
              }
              if (values[0].indexOf('\0') >= 0) {
                throw Problem.badField(name, name + " must not have the character U+0000");
              }
              // An empty field of a form asks for nothing.
              if (!values[0].isEmpty()) {
                parameters.values.put(name, values[0]);
              }
            });
    return parameters;
  }

  /**
   * The same of what no request asked for.
   *
   * @param known the parameters that there are
   * @throws Problem 400 at a parameter that is not among them
   */
  public static QueryParameters of(Map<String, String> given, List<String> known) {
    QueryParameters parameters = new QueryParameters();
    given.forEach(
        (name, value) -> {
          requireKnown(name, known);
          parameters.values.put(name, value);
        });
    return parameters;
  }

  private static void requireKnown(String name, List<String> known) {
    if (!known.contains(name)) {
      throw Problem.badField(name, "%s is not known here; known are %s".formatted(name, known));
    }
  }

  /** Null when not given. */
  public String text(String name) {
    return values.get(name);
  }

  /** Null when not given. */
  public Instant instant(String name) {
    String value = values.get(name);
    if (value == null) {
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(value).toInstant();
      if (Event.isOfRecordedYears(instant)) {
        return instant;
      }
    } catch (DateTimeParseException e) {
      // Said below, as of any other instant.
    }
    throw Problem.badField(
        name,
        "%s is %s; it must be an RFC 3339 instant of the years 0001 to 9999, e.g. 2026-12-31T23:59:59Z or 2026-12-31T23:59:59%%2B08:00"
            .formatted(name, value));
  }

  /** A whole number within bounds; the default when not given. */
  public long number(String name, long min, long max, long otherwise) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as of any other number.
    }
    throw Problem.badField(
        name, "%s is %s; it must be a whole number from %d to %d".formatted(name, value, min, max));
  }

  /** One of some words; the default when not given, which may be null. */
  public String oneOf(String name, List<String> words, String otherwise) {
    String value = values.getOrDefault(name, otherwise);
    if (value != null && !words.contains(value)) {
      throw Problem.badField(name, "%s is %s; it must be one of %s".formatted(name, value, words));
    }
    return value;
  }

  /** What was given, in order of the name: for the record of an export. */
  public Map<String, String> given() {
    return Map.copyOf(values);
  }
}
