package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who has to agree to a request. Which of them, and how many people each, the policies say. */
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
  ASSET_CLOSURE
}
