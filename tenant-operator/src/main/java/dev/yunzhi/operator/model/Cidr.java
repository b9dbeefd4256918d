package dev.yunzhi.operator.model;

import java.math.BigInteger;

/**
 * A range of addresses, as the CRD lets it through: a valid CIDR without host bits.
 *
 * @param bits of an address: 32 or 128
 * @param length of the prefix
 */
record Cidr(int bits, BigInteger address, int length) {

  static Cidr of(String text) {
    int slash = text.indexOf('/');
    String address = text.substring(0, slash);
    int length = Integer.parseInt(text.substring(slash + 1));
    return address.indexOf(':') < 0
        ? new Cidr(32, groups(address, "\\.", 10, 8), length)
        : new Cidr(128, groups(unfolded(address), ":", 16, 16), length);
  }

  boolean covers(Cidr other) {
    return bits == other.bits
        && length <= other.length
        && address.shiftRight(bits - length).equals(other.address.shiftRight(bits - length));
  }

  private static BigInteger groups(String address, String separator, int radix, int width) {
    BigInteger sum = BigInteger.ZERO;
    for (String group : address.split(separator, -1)) {
      sum = sum.shiftLeft(width).or(new BigInteger(group, radix));
    }
    return sum;
  }

  /** Writes out the zeros that {@code ::} stands for. */
  private static String unfolded(String address) {
    int gap = address.indexOf("::");
    if (gap < 0) {
      return address;
    }
    String head = address.substring(0, gap);
    String tail = address.substring(gap + 2);
    String zeros = ":0".repeat(8 - count(head) - count(tail)).substring(1);
    return (head.isEmpty() ? "" : head + ":") + zeros + (tail.isEmpty() ? "" : ":" + tail);
  }

  private static int count(String groups) {
    return groups.isEmpty() ? 0 : groups.split(":").length;
  }
}
