package dev.yunzhi.audit.register;

import dev.yunzhi.audit.InvalidFieldException;
import java.util.ArrayList;
import java.util.List;

/**
 * Distances between sensing devices, and the cells of a hundredth of a degree in which to look for
 * near ones. Pure.
 */
final class DeviceGrid {
  /** The cell of {@code longitude} and {@code latitude} in SQL, the same as {@link #cell}. */
  static final String CELL =
      "(floor((latitude + 90) * 100) * 36001 + floor((longitude + 180) * 100))::bigint";

  /** Farther than that nobody shares a device; and so few cells are looked into. */
  static final int MOST_METRES = 5_000;

  private static final int COLUMNS = 36_001;
  private static final double EARTH_METRES = 6_371_008.8;

  private DeviceGrid() {}

  static long cell(double longitude, double latitude) {
    return row(latitude) * COLUMNS + column(longitude);
  }

  private static long row(double latitude) {
    return (long) Math.floor((latitude + 90) * 100);
  }

  private static long column(double longitude) {
    return (long) Math.floor((longitude + 180) * 100);
  }

  /** By the haversine formula on a sphere: half a percent off the ellipsoid at most. */
  static double metres(double longitude, double latitude, double toLongitude, double toLatitude) {
    double north = Math.toRadians(toLatitude - latitude);
    double east = Math.toRadians(toLongitude - longitude);
    double half =
        square(Math.sin(north / 2))
            + Math.cos(Math.toRadians(latitude))
                * Math.cos(Math.toRadians(toLatitude))
                * square(Math.sin(east / 2));
    return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(half)));
  }

  private static double square(double x) {
    return x * x;
  }

  /**
   * Every cell that a circle touches, and some more.
   *
   * @throws InvalidFieldException when the circle is too large
   */
  static List<Long> cells(double longitude, double latitude, int metres) {
    if (metres < 1 || metres > MOST_METRES) {
      throw new InvalidFieldException(
          "metres", "is %d; it must be from 1 to %d".formatted(metres, MOST_METRES));
    }
    double north = Math.toDegrees(metres / EARTH_METRES) * 1.001;
    double nearestPole = Math.min(89.9, Math.abs(latitude) + north);
    double east = north / Math.cos(Math.toRadians(nearestPole));
    List<Long> cells = new ArrayList<>();
    for (long row = row(latitude - north); row <= row(latitude + north); row++) {
      for (long column = column(longitude - east); column <= column(longitude + east); column++) {
        // Beyond the date line it goes on at the other end.
        cells.add(row * COLUMNS + Math.floorMod(column, (long) COLUMNS - 1));
        if (column == COLUMNS - 1 || column == -1) {
          cells.add(row * COLUMNS + COLUMNS - 1);
        }
      }
    }
    return cells;
  }
}
