package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Data classes of GB/T 43697-2024, the least protected first. */
public enum DataClass {
  /** 一般数据 */
  @JsonProperty("General")
  GENERAL,
  /** 重要数据 */
  @JsonProperty("Important")
  IMPORTANT,
  /** 核心数据 */
  @JsonProperty("Core")
  CORE
}
