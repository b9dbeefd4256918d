package dev.yunzhi.audit.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a tile (C2SP tlog-tiles): up to 256 roots of perfect subtrees of {@code 256^level}
 * leaves, side by side.
 *
 * @param level 0 to 7; the standard allows 63, which no sequence of {@code long} reaches
 * @param index of the tile in its level, 0 or more
 * @param width how many hashes it has: {@value #WIDTH}, or 1 to 255 in a partial tile
 */
public record Tile(int level, long index, int width) {
  /** Hashes of a full tile. */
  public static final int WIDTH = 256;

  /** Powers of two from one level to the next. */
  public static final int HEIGHT = 8;

  /** No sequence of {@code long} reaches more. */
  public static final int LEVELS = 8;

  private static final Pattern INDEX_AND_WIDTH =
      Pattern.compile("((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  /** Checks the ranges. */
  public Tile {
    if (level < 0 || level >= LEVELS || index < 0 || width < 1 || width > WIDTH) {
      throw new IllegalArgumentException(
          "there is no tile %d of level %d and width %d".formatted(index, level, width));
    }
  }

  /**
   * The tile of a path, as it stands after {@code tile/<L>/} or {@code tile/entries/}.
   *
   * @return nothing where it is not written as the standard has it
   */
  public static Optional<Tile> parse(int level, String path) {
    Matcher matcher = INDEX_AND_WIDTH.matcher(path);
    if (level < 0 || level >= LEVELS || !matcher.matches()) {
      return Optional.empty();
    }
    if (path.startsWith("x000/")) {
      return Optional.empty();
    }
    long index = Long.parseLong(matcher.group(1).replace("x", "").replace("/", ""));
    int width = matcher.group(2) == null ? WIDTH : Integer.parseInt(matcher.group(2));
    if (matcher.group(2) != null && width >= WIDTH) {
      return Optional.empty();
    }
    return Optional.of(new Tile(level, index, width));
  }

  /** Index and width as they stand in a path, such as {@code x001/x234/067.p/12}. */
  public String path() {
    List<String> parts = new ArrayList<>();
    long rest = index;
    parts.add("%03d".formatted(rest % 1000));
    for (rest /= 1000; rest > 0; rest /= 1000) {
      parts.add(0, "x%03d".formatted(rest % 1000));
    }
    return String.join("/", parts) + (width == WIDTH ? "" : ".p/" + width);
  }

  /** Whether a log of that size has the tile, full or as its last of the level. */
  public boolean within(long size) {
    long hashes = size >> (HEIGHT * level);
    return hashes >= width && (hashes - width) / WIDTH >= index;
  }

  /**
   * A tile as wide as a log of that size has it.
   *
   * @param index of one that the log has
   */
  public static Tile asOf(long size, int level, long index) {
    long hashes = size >> (HEIGHT * level);
    return new Tile(level, index, (int) Math.min(WIDTH, hashes - index * WIDTH));
  }

  /** All tiles of a log of that size, as it is served: the full ones and the last of each level. */
  public static List<Tile> of(long size) {
    List<Tile> tiles = new ArrayList<>();
    for (int level = 0; level < LEVELS && size >> (HEIGHT * level) > 0; level++) {
      long hashes = size >> (HEIGHT * level);
      for (long index = 0; index < hashes / WIDTH; index++) {
        tiles.add(new Tile(level, index, WIDTH));
      }
      int rest = (int) (hashes % WIDTH);
      if (rest > 0) {
        tiles.add(new Tile(level, hashes / WIDTH, rest));
      }
    }
    return tiles;
  }
}
