package dev.yunzhi.audit.showback;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits a whole number of indivisible pieces by weights: everybody gets the whole pieces of their
 * exact share, and what is left goes, piece by piece, to those whose shares were cut most
 * (Hamilton's method). Of two cut alike, the earlier gets it.
 */
final class LargestRemainder {
  private LargestRemainder() {}

  /**
   * The parts, which add up to the whole.
   *
   * @param whole 0 or more
   * @param weights each 0 or more; all 0 gives parts of 0, whatever the whole is
   */
  static List<BigInteger> split(BigInteger whole, List<BigDecimal> weights) {
    List<BigInteger> exact = integers(weights);
    BigInteger all = exact.stream().reduce(BigInteger.ZERO, BigInteger::add);
    if (all.signum() == 0) {
      return weights.stream().map(weight -> BigInteger.ZERO).toList();
    }
    List<BigInteger> parts = new ArrayList<>();
    List<BigInteger> remainders = new ArrayList<>();
    for (BigInteger weight : exact) {
      BigInteger[] share = whole.multiply(weight).divideAndRemainder(all);
      parts.add(share[0]);
      remainders.add(share[1]);
    }
    int left =
        whole.subtract(parts.stream().reduce(BigInteger.ZERO, BigInteger::add)).intValueExact();
    IntStream.range(0, parts.size())
        .boxed()
        .sorted(Comparator.<Integer, BigInteger>comparing(remainders::get).reversed())
        .limit(left)
        .forEach(i -> parts.set(i, parts.get(i).add(BigInteger.ONE)));
    return parts;
  }

  /** The same proportions in whole numbers. */
  private static List<BigInteger> integers(List<BigDecimal> weights) {
    int scale = weights.stream().mapToInt(BigDecimal::scale).max().orElse(0);
    return weights.stream()
        .map(weight -> weight.movePointRight(Math.max(scale, 0)).toBigIntegerExact())
        .toList();
  }
}
