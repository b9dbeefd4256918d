package dev.yunzhi.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {
  /** The example of C2SP tlog-tiles. */
  @Test
  void aTreeOf70000HasTheTilesOfTheStandard() {
    List<Tile> tiles = Tile.of(70_000);
    assertThat(tiles).filteredOn(tile -> tile.level() == 0 && tile.width() == 256).hasSize(273);
    assertThat(tiles)
        .filteredOn(tile -> tile.level() > 0 || tile.width() < 256)
        .containsExactly(
            new Tile(0, 273, 112), new Tile(1, 0, 256), new Tile(1, 1, 17), new Tile(2, 0, 1));
    assertThat(Tile.of(256)).containsExactly(new Tile(0, 0, 256), new Tile(1, 0, 1));
    assertThat(Tile.of(0)).isEmpty();
    assertThat(tiles).allMatch(tile -> tile.within(70_000));
    assertThat(new Tile(0, 273, 113).within(70_000)).isFalse();
    assertThat(new Tile(7, 999_999_999_999_999_999L, 256).within(Long.MAX_VALUE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1234067, 256, x001/x234/067",
    "0, 256, 000",
    "273, 112, 273.p/112",
    "1000, 1, x001/000.p/1"
  })
  void pathsAreThoseOfTheStandard(long index, int width, String path) {
    Tile tile = new Tile(0, index, width);
    assertThat(tile.path()).isEqualTo(path);
    assertThat(Tile.parse(0, path)).contains(tile);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "0001",
        "x001",
        "001/002",
        "x000/001",
        "000.p/0",
        "000.p/256",
        "000.p/01",
        "000.p/",
        "../000",
        "x001/x234/067/",
        "x999/x999/x999/x999/x999/x999/999",
        "-01"
      })
  void anyOtherPathIsNone(String path) {
    assertThat(Tile.parse(0, path)).isEmpty();
  }

  @Test
  void levelsEndWhereNoSequenceReaches() {
    assertThat(Tile.parse(8, "000")).isEmpty();
    assertThat(Tile.parse(-1, "000")).isEmpty();
  }
}
