package dev.yunzhi.audit.register;

import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetId;
import java.util.List;

/**
 * A registered asset, as its card has it.
 *
 * @param place null when the card has no coordinates
 * @param warnings what was taken in and should be looked at all the same
 */
public record AssetCard(
    RegisterKind kind, String code, AssetFacts facts, Place place, List<Complaint> warnings) {
  public AssetCard {
    warnings = List.copyOf(warnings);
  }

  /**
   * Where a sensing device stands and what it is.
   *
   * @param longitude degrees of WGS 84, -180 to 180
   * @param latitude degrees of WGS 84, -90 to 90
   */
  public record Place(double longitude, double latitude, DeviceType type, boolean shared) {}

  /** The asset in the record. */
  public AssetId asset() {
    return asset(kind, code);
  }

  /** The same of any kind and code. */
  public static AssetId asset(RegisterKind kind, String code) {
    return new AssetId(RegisterKind.CLUSTER, kind.word(), "", code, kind.word() + ":" + code);
  }
}
