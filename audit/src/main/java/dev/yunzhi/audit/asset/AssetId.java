package dev.yunzhi.audit.asset;

import dev.yunzhi.audit.BoundedText;
import dev.yunzhi.audit.InvalidFieldException;

/**
 * Tells an asset from every other. Each part has at most {@value #MAX_BYTES} bytes of UTF-8, and
 * all but the namespace have one or more.
 *
 * @param cluster where it is
 * @param kind what it is, such as {@code Deployment}
 * @param namespace empty for what belongs to no namespace
 * @param uid never used twice: what is made again under an old name is another asset
 */
public record AssetId(String cluster, String kind, String namespace, String name, String uid) {
  public static final int MAX_BYTES = 253;

  /**
   * Checks every part.
   *
   * @throws InvalidFieldException when a part is too long or too short, or holds a NUL
   */
  public AssetId {
    BoundedText.require("cluster", cluster, 1, MAX_BYTES);
    BoundedText.require("kind", kind, 1, MAX_BYTES);
    BoundedText.require("namespace", namespace, 0, MAX_BYTES);
    BoundedText.require("name", name, 1, MAX_BYTES);
    BoundedText.require("uid", uid, 1, MAX_BYTES);
  }
}
