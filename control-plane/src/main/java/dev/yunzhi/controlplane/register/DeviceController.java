package dev.yunzhi.controlplane.register;

import dev.yunzhi.audit.register.Device;
import dev.yunzhi.audit.register.DeviceReader;
import dev.yunzhi.controlplane.rest.QueryParameters;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sensing devices by where they stand. */
@RestController
class DeviceController {
  private static final int MOST = 1_000;

  private final Database database;
  private final DeviceReader devices;
  private final Registrar registrar;

  DeviceController(Database database, DeviceReader devices, Registrar registrar) {
    this.database = database;
    this.devices = devices;
    this.registrar = registrar;
  }

  /** A device at a distance. */
  record Item(
      String code,
      String department,
      String deviceType,
      boolean shared,
      double longitude,
      double latitude,
      double metres) {}

  /**
   * Devices near a point, the nearest first.
   *
   * @param more whether there are more than are listed
   */
  record DeviceList(List<Item> items, boolean more) {}

  @GetMapping("/api/v1/register/devices")
  DeviceList near(HttpServletRequest request) {
    QueryParameters query = QueryParameters.of(request, List.of("longitude", "latitude", "metres"));
    double longitude = degrees(query, "longitude", 180);
    double latitude = degrees(query, "latitude", 90);
    int metres = (int) query.number("metres", 1, 5000, 500);
    database.requireReady();
    List<Device.Near> near =
        devices.near(longitude, latitude, metres, registrar.asking(request).departments());
    return new DeviceList(
        near.stream().limit(MOST).map(DeviceController::item).toList(), near.size() > MOST);
  }

  private static double degrees(QueryParameters query, String name, int most) {
    String given = query.text(name);
    if (given != null && given.matches("-?[0-9]{1,3}(\\.[0-9]{1,8})?")) {
      double degrees = Double.parseDouble(given);
      if (Math.abs(degrees) <= most) {
        return degrees;
      }
    }
    throw Problem.badField(
        name,
        "%s is %s; it must be degrees from -%d to %d, such as 120.15"
            .formatted(name, given, most, most));
  }

  private static Item item(Device.Near near) {
    return new Item(
        near.device().code(),
        near.device().department(),
        near.device().place().type().word(),
        near.device().place().shared(),
        near.device().place().longitude(),
        near.device().place().latitude(),
        Math.round(near.metres() * 10) / 10.0);
  }
}
