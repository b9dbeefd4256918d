package dev.yunzhi.controlplane.rest;

import dev.yunzhi.audit.keeping.Person;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.store.Journal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/**
 * Who reads events, and what they ask for.
 *
 * @param through which way: {@code page}, {@code event}, {@code stream}, {@code console} or {@code
 *     evidence}
 * @param query its parameters as they were given
 */
public record EventReading(Person by, String through, Map<String, String> query) {
  public EventReading {
    query = Map.copyOf(query);
  }

  /** Of the request that the calling thread serves. */
  public static EventReading of(
      HttpServletRequest request, String through, Map<String, String> query) {
    return new EventReading(SignedIn.person(request), through, query);
  }

  /** As the record has it. */
  Map<String, Object> told(String outcome) {
    Map<String, Object> told = Journal.by(by);
    told.put("through", through);
    told.put("query", query);
    told.put("outcome", outcome);
    return told;
  }
}
