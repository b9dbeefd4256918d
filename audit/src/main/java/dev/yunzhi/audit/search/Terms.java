package dev.yunzhi.audit.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;

/**
 * Facets as numbers of 32 bits. Two values may share a number: who looks something up by it looks
 * at the events that it finds.
 */
public final class Terms {
  /** What an event mostly has at most. */
  private static final int USUAL = 16;

  private Terms() {}

  /** The number of a value. Part of what is stored: never to be changed. */
  public static int of(Facet facet, String value) {
    // String.hashCode is specified, and kept by each string; the rest is MurmurHash3's finalizer.
    int hash = value.hashCode() * 31 + facet.code();
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return hash ^ (hash >>> 16);
  }

  /** Of one event: {@link Facet#STREAM} aside, in no order, some perhaps twice. */
  public static int[] of(JsonNode body) {
    Collected terms = new Collected();
    Facets.each(body, terms);
    return Arrays.copyOf(terms.numbers, terms.count);
  }

  /** Of several: each once, in order of the number. */
  public static int[] union(List<int[]> all) {
    int[] numbers = new int[all.stream().mapToInt(one -> one.length).sum()];
    int count = 0;
    for (int[] one : all) {
      System.arraycopy(one, 0, numbers, count, one.length);
      count += one.length;
    }
    Arrays.sort(numbers);
    int kept = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (i == 0 || numbers[i] != numbers[i - 1]) {
        numbers[kept++] = numbers[i];
      }
    }
    return Arrays.copyOf(numbers, kept);
  }

  private static final class Collected implements Facets.Sink {
    private int[] numbers = new int[USUAL];
    private int count;

    @Override
    public void accept(Facet facet, String value) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = of(facet, value);
    }
  }
}
