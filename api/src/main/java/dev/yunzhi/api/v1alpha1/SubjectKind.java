package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The two kinds of subject that the identity provider knows. */
public enum SubjectKind {
  /** One person or machine account. */
  @JsonProperty("User")
  USER,
  /** A group. */
  @JsonProperty("Group")
  GROUP
}
