package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The five levels of administration, the highest first; the order of the constants is the order of
 * the levels.
 */
public enum Level {
  /** 省级 */
  @JsonProperty("Province")
  PROVINCE,
  /** 市级 */
  @JsonProperty("City")
  CITY,
  /** 县级 */
  @JsonProperty("County")
  COUNTY,
  /** 乡级 */
  @JsonProperty("Township")
  TOWNSHIP,
  /** 村级 */
  @JsonProperty("Village")
  VILLAGE
}
