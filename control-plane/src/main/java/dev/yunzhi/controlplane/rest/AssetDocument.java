package dev.yunzhi.controlplane.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.asset.AssetVersion;
import java.util.Map;

/** The facts of an asset beside its names. */
public final class AssetDocument {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AssetDocument() {}

  /** By the keys of the report's columns. */
  public static Map<?, ?> of(AssetVersion version) {
    try {
      return JSON.readValue(version.facts().document(), Map.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the document of leaf " + version.leaf() + " is not JSON: it was tampered with", e);
    }
  }
}
