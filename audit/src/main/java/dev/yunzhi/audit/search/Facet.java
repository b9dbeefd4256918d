package dev.yunzhi.audit.search;

/** A side that an event can be found by. */
public enum Facet {
  /** The stream of the ledger. */
  STREAM(1),
  /** Who acted, and as whom. */
  USER(2),
  /** What kind of object it concerns, as {@link ResourceName} spells it. */
  KIND(3),
  /** The namespace of the object; of a Namespace, its own name. */
  NAMESPACE(4),
  /** The object's name. */
  NAME(5),
  /** Namespace and name together, {@code namespace/name}: much rarer than each. */
  OBJECT(6),
  /** The tenant that the event itself names. */
  TENANT(7),
  /** The department that the event itself names. */
  DEPARTMENT(8),
  /** What was asked for: of API events the verb, of decisions the operation, in small letters. */
  VERB(9),
  /** What came of it: a word of {@link Outcome}, and of API events the status code too. */
  OUTCOME(10),
  /** Id of a policy that found something, or finds it no more. */
  POLICY(11),
  /** On whose side the one who acted stands: see {@link Actor}. */
  ACTOR(12);

  // Part of what is stored: a number never changes its meaning.
  private final int code;

  Facet(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** Whether the index knows it; the others are looked for in the events themselves. */
  boolean isIndexed() {
    return this != ACTOR;
  }

  /** Whether its value stands in the event's JSON as a string of its own. */
  boolean isVerbatim() {
    return switch (this) {
      case USER, NAMESPACE, NAME, TENANT, DEPARTMENT, POLICY -> true;
      default -> false;
    };
  }
}
