package dev.yunzhi.audit.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.yunzhi.audit.InvalidFieldException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceGridTest {

  @Test
  void measuresOnTheSphere() {
    // A degree of a meridian is a 360th of 2 π 6 371 008.8 m.
    assertThat(DeviceGrid.metres(120, 30, 120, 31)).isCloseTo(111_195.08, within(0.01));
    // At 60 degrees a degree of longitude is half of that, along the great circle a little less.
    assertThat(DeviceGrid.metres(120, 60, 120.001, 60)).isCloseTo(55.60, within(0.01));
    assertThat(DeviceGrid.metres(-180, 0, 180, 0)).isCloseTo(0, within(1e-6));
    assertThat(DeviceGrid.metres(0, 0, 180, 0)).isCloseTo(20_015_114.4, within(0.1));
  }

  /** The cells leave nothing out: all against all, also at the date line and near a pole. */
  @ParameterizedTest
  @CsvSource({"120.15, 30.25", "179.9999, 0", "-180, 51.5", "180, -45", "0, 89.6", "0, -89.95"})
  void findsWhatAllAgainstAllFinds(double longitude, double latitude) {
    Random random = new Random(1);
    DeviceMap map = new DeviceMap();
    List<Device> all = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      double east = longitude + (random.nextDouble() - 0.5) * 0.4;
      east = east > 180 ? east - 360 : east < -180 ? east + 360 : east;
      double north = Math.max(-90, Math.min(90, latitude + (random.nextDouble() - 0.5) * 0.2));
      Device device =
          new Device("D-" + i, "tax", new AssetCard.Place(east, north, DeviceType.CAMERA, true));
      map.add(device);
      all.add(device);
    }
    for (int metres : new int[] {1, 100, 1_000, 5_000}) {
      assertThat(map.near(longitude, latitude, metres))
          .extracting(near -> near.device().code())
          .containsExactlyInAnyOrderElementsOf(
              all.stream()
                  .filter(device -> device.from(longitude, latitude).metres() <= metres)
                  .map(Device::code)
                  .toList());
    }
    assertThat(map.near(longitude, latitude, 5_000)).isNotEmpty();
  }

  @Test
  void refusesADistanceThatNobodyWalks() {
    assertThatThrownBy(() -> DeviceGrid.cells(0, 0, 5_001))
        .isInstanceOf(InvalidFieldException.class);
    assertThatThrownBy(() -> DeviceGrid.cells(0, 0, 0)).isInstanceOf(InvalidFieldException.class);
  }
}
