package dev.yunzhi.controlplane.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetVersion;
import java.util.Map;

/** The facts of an asset beside its names. */
public final class AssetDocument {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AssetDocument() {}

  /** By the keys of the report's columns. */
  public static Map<?, ?> of(AssetVersion version) {
    return of(version.facts(), version.leaf());
  }

  static Map<?, ?> of(AssetFacts facts, long leaf) {
    try {
      return JSON.readValue(facts.document(), Map.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the document of leaf " + leaf + " is not JSON: it was tampered with", e);
    }
  }
}
