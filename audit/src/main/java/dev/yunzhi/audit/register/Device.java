package dev.yunzhi.audit.register;

/** A sensing device and where it stands. */
public record Device(String code, String department, AssetCard.Place place) {
  /** The device of a card; null when it is of none. */
  public static Device of(AssetCard card) {
    return card.kind() == RegisterKind.SENSING_DEVICE && card.place() != null
        ? new Device(card.code(), card.facts().department(), card.place())
        : null;
  }

  /** A device at a distance. */
  public record Near(Device device, double metres) {}

  Near from(double longitude, double latitude) {
    return new Near(
        this, DeviceGrid.metres(longitude, latitude, place.longitude(), place.latitude()));
  }
}
