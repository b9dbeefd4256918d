package dev.yunzhi.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.operator.policy.ReviewContext;
import java.io.PrintStream;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the operator gathers of a request before it is judged, among it which of 10 000 projects are
 * like its own. Baseline: a plain scan that takes each name apart and compares its pairs of
 * characters with those of the question.
 */
final class Likeness implements Benchmark {

  private static final int PROJECTS = 10_000;
  private static final int ASKS = 500;
  private static final int CHANGES = 50;
  private static final int LEAST_PERCENT = 30;

  @Override
  public String name() {
    return "likeness";
  }

  @Override
  public Figures run(PrintStream out) {
    var estate = new ProjectEstate(PROJECTS);
    var contexts =
        new ReviewContext(estate, new ReviewContext.Home("home", 3, "cn"), Clock.systemUTC());
    List<String> asked = estate.names().subList(PROJECTS - ASKS, PROJECTS);
    var anew = new Samples();
    for (String project : asked.subList(0, CHANGES)) {
      estate.change(project);
      long start = System.nanoTime();
      contexts.ofRequest("dept-city", ProjectEstate.request(project));
      anew.addNanos(System.nanoTime() - start);
    }
    var ours = new Samples();
    int found = 0;
    for (String project : asked) {
      long start = System.nanoTime();
      JsonNode context = contexts.ofRequest("dept-city", ProjectEstate.request(project));
      ours.addNanos(System.nanoTime() - start);
      found += context.path("likeProjects").size();
    }
    var plain = new Samples();
    for (String project : asked) {
      long start = System.nanoTime();
      found += scan(estate.titles(), estate.title(project));
      plain.addNanos(System.nanoTime() - start);
    }
    out.printf(
        Locale.ROOT,
        "asked: p50 %.2f ms, p99 %.2f ms; the first after a project was changed: p50 %.2f ms, p99 %.2f ms; plain: p50 %.2f ms, p99 %.2f ms; %d found%n",
        ours.median(),
        ours.quantile(0.99),
        anew.median(),
        anew.quantile(0.99),
        plain.median(),
        plain.quantile(0.99),
        found);
    return new Figures(ours.quantile(0.99), plain.quantile(0.99), "ms");
  }

  private static int scan(List<String> titles, String text) {
    Set<String> pairs = pairs(text);
    int found = 0;
    for (String title : titles) {
      Set<String> others = pairs(title);
      int many = pairs.size() + others.size();
      others.retainAll(pairs);
      found += others.size() * 100 >= LEAST_PERCENT * (many - others.size()) ? 1 : 0;
    }
    return found;
  }

  private static Set<String> pairs(String text) {
    var pairs = new HashSet<String>();
    for (int i = 0; i + 1 < text.length(); i++) {
      pairs.add(text.substring(i, i + 2));
    }
    return pairs;
  }
}
