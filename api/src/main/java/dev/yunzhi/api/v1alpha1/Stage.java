package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Who has to agree to a request, and the gates of a project. Which stages a request takes, and how
 * many people each, the policies say; a project's gates are always the same.
 */
public enum Stage {
  /** The platform team. */
  @JsonProperty("Platform")
  PLATFORM,
  /** The security team. */
  @JsonProperty("Security")
  SECURITY,
  /** A panel of experts. */
  @JsonProperty("Expert")
  EXPERT,
  /** The administrators of the department right above. */
  @JsonProperty("Parent")
  PARENT,
  /** The department: its data was handed back to it. */
  @JsonProperty("DataReturn")
  DATA_RETURN,
  /** The security team: what is left of the data was wiped. */
  @JsonProperty("Wipe")
  WIPE,
  /** The platform team: the assets were taken off the books. */
  @JsonProperty("AssetClosure")
  ASSET_CLOSURE,

  /** Of a project: it stands in the plan. */
  @JsonProperty("Plan")
  PLAN,
  /** Of a project: its money is found. */
  @JsonProperty("Fund")
  FUND,
  /** Of a project: the expert panel agrees. */
  @JsonProperty("ExpertPanel")
  EXPERT_PANEL,
  /** Of a project: it may be built (立项). */
  @JsonProperty("Initiation")
  INITIATION,
  /** Of a project: it may cost what its last change says. */
  @JsonProperty("Change")
  CHANGE,
  /** Of a project: it is what was asked for (验收). */
  @JsonProperty("Acceptance")
  ACCEPTANCE
}
