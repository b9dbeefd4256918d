package dev.yunzhi.audit.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.yunzhi.audit.json.CanonicalJson;
import dev.yunzhi.audit.search.Clause;
import dev.yunzhi.audit.search.Facets;
import dev.yunzhi.audit.store.StoreException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which events are looked for: those for which all of it holds. Immutable. */
public final class EventSearch {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** More texts than that are not looked for in a body: reading it is no slower. */
  private static final int MOST_TEXTS = 4;

  private final EventFilter filter;
  private final List<Clause> clauses;

  /** Of each one is in the body. */
  private final List<List<String>> texts = new ArrayList<>();

  /**
   * @param clauses of an event whose body is not here, only the stream is known
   * @param text that a string of the body has in it, as name or value; null is any
   */
  public EventSearch(EventFilter filter, List<Clause> clauses, String text) {
    this.filter = filter;
    this.clauses = List.copyOf(clauses);
    if (text != null) {
      String quoted = CanonicalJson.quote("text", text);
      texts.add(List.of(bytewise(quoted.substring(1, quoted.length() - 1).getBytes(UTF_8))));
    }
    for (Clause clause : clauses) {
      List<String> verbatim = clause.verbatim(MOST_TEXTS);
      if (verbatim != null) {
        texts.add(
            verbatim.stream()
                .map(one -> bytewise(CanonicalJson.quote("value", one).getBytes(UTF_8)))
                .toList());
      }
    }
  }

  EventFilter filter() {
    return filter;
  }

  List<Clause> clauses() {
    return clauses;
  }

  /** Whether it holds for an event. */
  public boolean matches(StoredEvent event) {
    byte[] body = event.body() == null ? null : event.body().getBytes(UTF_8);
    return mayMatch(body) && matches(event.leaf(), body);
  }

  boolean matches(Leaf leaf, byte[] body) {
    if (!filter.matches(leaf)) {
      return false;
    }
    if (clauses.isEmpty()) {
      return true;
    }
    var facets = Facets.of(leaf.stream(), parse(leaf, body));
    return clauses.stream().allMatch(one -> one.holds(leaf.cluster(), leaf.time(), facets));
  }

  /** Quickly, of which bodies {@link #matches} is worth asking. */
  BitSet mayMatch(Slices bodies) {
    return bodies.having(texts);
  }

  private boolean mayMatch(byte[] body) {
    if (body == null) {
      return texts.isEmpty();
    }
    if (texts.isEmpty()) {
      return true;
    }
    String bytes = bytewise(body);
    return texts.stream().allMatch(any -> any.stream().anyMatch(bytes::contains));
  }

  /** A character for each byte: the fastest way that Java has to look for bytes in bytes. */
  private static String bytewise(byte[] utf8) {
    return new String(utf8, ISO_8859_1);
  }

  private static JsonNode parse(Leaf leaf, byte[] body) {
    if (body == null) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(new String(body, UTF_8));
    } catch (JsonProcessingException e) {
      throw new StoreException(
          "the body of %s is not JSON: the ledger was tampered with".formatted(leaf.id()));
    }
  }
}
