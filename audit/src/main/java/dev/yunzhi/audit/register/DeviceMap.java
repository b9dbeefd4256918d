package dev.yunzhi.audit.register;

import dev.yunzhi.audit.register.Device.Near;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Sensing devices by the cell of the grid that they stand in. Not thread-safe. */
public final class DeviceMap {
  private final Map<Long, List<Device>> cells = new HashMap<>();

  public void add(Device device) {
    cells
        .computeIfAbsent(
            DeviceGrid.cell(device.place().longitude(), device.place().latitude()),
            cell -> new ArrayList<>())
        .add(device);
  }

  /** Those within a distance, the nearest first, then by code. */
  public List<Near> near(double longitude, double latitude, int metres) {
    List<Near> near = new ArrayList<>();
    for (Long cell : DeviceGrid.cells(longitude, latitude, metres)) {
      for (Device device : cells.getOrDefault(cell, List.of())) {
        Near at = device.from(longitude, latitude);
        if (at.metres() <= metres) {
          near.add(at);
        }
      }
    }
    near.sort(Comparator.comparingDouble(Near::metres).thenComparing(one -> one.device().code()));
    return near;
  }

  /** All cells in which to look for what is near to any of some devices. */
  static Set<Long> cells(Collection<Device> devices, int metres) {
    Set<Long> cells = new TreeSet<>();
    devices.forEach(
        device ->
            cells.addAll(
                DeviceGrid.cells(device.place().longitude(), device.place().latitude(), metres)));
    return cells;
  }
}
