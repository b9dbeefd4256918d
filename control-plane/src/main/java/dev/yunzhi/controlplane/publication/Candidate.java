package dev.yunzhi.controlplane.publication;

import java.io.IOException;

/** An object that brings Rego of its own. */
sealed interface Candidate permits RuleCandidate, TemplateCandidate {

  /** What its rule is known by, one among all that a revision has. */
  String rule();

  /** What a revision calls the object. */
  String object();

  /** Of the object's spec. */
  long generation();

  /** Whether nothing of it is to be published. */
  boolean tried();

  /** What a check of it depends on; equal where nothing has changed. */
  Object content();

  /**
   * Whether what it brings can be published by itself.
   *
   * @param standard the policies that a rule stands beside
   * @throws OpaException if opa cannot do its work, which says nothing about the object
   * @throws IOException if there is no room for its files
   */
  Verdict check(OpaTools tools, Sources standard) throws OpaException, IOException;

  /** These and what it brings. */
  Sources addTo(Sources sources);

  /** Whether they have what it brings, as it is now. */
  boolean isIn(Sources sources);

  /** The first with what the second have of it, be it as it is now or as it was; itself if none. */
  Sources carriedOver(Sources into, Sources from);
}
