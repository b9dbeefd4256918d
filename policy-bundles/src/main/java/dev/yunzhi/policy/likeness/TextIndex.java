package dev.yunzhi.policy.likeness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of many texts are like one: the cosine of their terms, each weighed by how rare it is among
 * all of them (TF-IDF). A text is looked for by its terms, so that those that share none are never
 * touched. Immutable and thread-safe; what it answers depends on the texts and the question alone.
 */
public final class TextIndex {

  /**
   * What every project is called says little, but is not nothing: two names of nothing else are
   * alike.
   */
  private static final double FILLER_WEIGHT = 0.2;

  /** Of few texts nobody can tell what is rare: as if there were so many. */
  private static final int LEAST_TEXTS = 1000;

  /** Texts that have a term, and how much it weighs in each. */
  private static final class Postings {
    private final int[] texts;
    private final float[] weights;
    private int size;

    /**
     * @param most texts that will be added
     */
    Postings(int most) {
      this.texts = new int[most];
      this.weights = new float[most];
    }

    void add(int text, double weight) {
      texts[size] = text;
      weights[size] = (float) weight;
      size++;
    }

    void addTo(double[] scores, double weight) {
      for (int i = 0; i < size; i++) {
        scores[texts[i]] += weight * weights[i];
      }
    }
  }

  /**
   * A text that is like.
   *
   * @param key that it was given with
   * @param percent how alike: 100 is the same terms, 0 none in common
   */
  public record Like(String key, int percent) {}

  private final String[] keys;
  private final Map<String, Postings> postings;
  private final Map<String, Integer> frequency;

  private TextIndex(String[] keys, Map<String, Postings> postings, Map<String, Integer> frequency) {
    this.keys = keys;
    this.postings = postings;
    this.frequency = frequency;
  }

  /**
   * Takes texts in.
   *
   * @param texts by any key
   */
  public static TextIndex of(Map<String, String> texts) {
    String[] keys = texts.keySet().toArray(String[]::new);
    var terms = new ArrayList<Terms>(keys.length);
    var frequency = new HashMap<String, Integer>();
    for (String text : texts.values()) {
      Terms its = Terms.of(text);
      terms.add(its);
      its.telling().forEach(term -> frequency.merge(term, 1, Integer::sum));
      its.filler().forEach(term -> frequency.merge(term, 1, Integer::sum));
    }
    var filling = new HashMap<String, Postings>();
    frequency.forEach((term, having) -> filling.put(term, new Postings(having)));
    for (int text = 0; text < keys.length; text++) {
      int number = text;
      weights(terms.get(text), frequency, keys.length)
          .forEach((term, weight) -> filling.get(term).add(number, weight));
    }
    return new TextIndex(keys, filling, frequency);
  }

  /**
   * The texts that are like one, the most alike first, of the equally alike by key.
   *
   * @param atLeast percent, 1 to 100; those that are less alike are left out
   */
  public List<Like> like(String text, int atLeast) {
    var scores = new double[keys.length];
    weights(Terms.of(text), frequency, keys.length)
        .forEach(
            (term, weight) -> {
              Postings having = postings.get(term);
              if (having != null) {
                having.addTo(scores, weight);
              }
            });
    var found = new ArrayList<Like>();
    for (int i = 0; i < scores.length; i++) {
      int percent = (int) Math.min(100, Math.round(scores[i] * 100));
      if (percent >= atLeast) {
        found.add(new Like(keys[i], percent));
      }
    }
    found.sort(Comparator.comparingInt(Like::percent).reversed().thenComparing(Like::key));
    return found;
  }

  /** Of a text, so that the squares add up to one. */
  private static Map<String, Double> weights(
      Terms terms, Map<String, Integer> frequency, int texts) {
    // In one order, for sums of fractions depend on it.
    var weights = new LinkedHashMap<String, Double>();
    int many = Math.max(texts, LEAST_TEXTS);
    terms.telling().stream()
        .sorted()
        .forEach(term -> weights.put(term, rarity(term, frequency, many)));
    terms.filler().stream()
        .sorted()
        .forEach(term -> weights.put(term, FILLER_WEIGHT * rarity(term, frequency, many)));
    double length =
        Math.sqrt(weights.values().stream().mapToDouble(weight -> weight * weight).sum());
    weights.replaceAll((term, weight) -> weight / length);
    return weights;
  }

  private static double rarity(String term, Map<String, Integer> frequency, int texts) {
    return Math.log1p((double) texts / frequency.getOrDefault(term, 1));
  }
}
