package dev.yunzhi.policy.gatekeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Gives the modules of a template packages of their own, so that the modules of many templates
 * stand in one bundle: {@code yunzhi.gatekeeper.<name>.template} for the one with {@code
 * violation}, {@code yunzhi.gatekeeper.<name>.lib.…} for those that say {@code lib.…}. All else of
 * their text stays as it is.
 */
final class TemplateRego {
  private static final String LIB = "lib";
  private static final Set<String> READABLE = Set.of("inventory", LIB);

  private final String root;
  private final String folder;
  private final int version;

  private TemplateRego(ConstraintTemplate template) {
    this.root = "yunzhi.gatekeeper[\"" + template.name() + "\"]";
    this.folder = "/gatekeeper/" + template.name() + "/";
    this.version = template.source().version();
  }

  /**
   * The modules of a template.
   *
   * @throws RefusedException if one has no package, reads other data than Gatekeeper lets it, or is
   *     a library of another name; or if there is no rule {@code violation}
   */
  static List<RegoModule> modules(ConstraintTemplate template) throws RefusedException {
    TemplateRego rewriter = new TemplateRego(template);
    RegoSource source = template.source();
    List<RegoModule> modules = new ArrayList<>();
    modules.add(rewriter.template(source.rego(), source.field() + ".rego"));
    for (int i = 0; i < source.libs().size(); i++) {
      modules.add(rewriter.library(i, source.libs().get(i), source.field() + ".libs[" + i + "]"));
    }
    return modules;
  }

  private RegoModule template(String rego, String field) throws RefusedException {
    List<RegoToken> tokens = RegoTokens.of(rego);
    if (!hasViolation(tokens)) {
      throw new RefusedException(field, "it has no rule violation");
    }
    return module("template.rego", rego, field, tokens, path -> root + ".template");
  }

  private RegoModule library(int index, String rego, String field) throws RefusedException {
    return module(
        "lib_" + index + ".rego",
        rego,
        field,
        RegoTokens.of(rego),
        path -> {
          if (path.size() < 2 || !path.get(0).equals(LIB)) {
            throw new RefusedException(field, "its package must be lib.<name>");
          }
          StringBuilder renamed = new StringBuilder(root);
          path.forEach(part -> renamed.append("[\"").append(part).append("\"]"));
          return renamed.toString();
        });
  }

  @FunctionalInterface
  private interface Renaming {
    String of(List<String> path) throws RefusedException;
  }

  private RegoModule module(
      String file, String rego, String field, List<RegoToken> tokens, Renaming renaming)
      throws RefusedException {
    if (tokens.isEmpty() || !tokens.get(0).isName("package")) {
      throw new RefusedException(field, "it does not begin with its package");
    }
    Rewriting rewriting = new Rewriting(rego);
    int last = lastOfPath(tokens, 1);
    if (last < 1) {
      throw new RefusedException(field, "it does not begin with its package");
    }
    rewriting.replace(
        tokens.get(1), tokens.get(last), renaming.of(path(tokens.subList(1, last + 1))));
    for (int i = last + 1; i < tokens.size(); i++) {
      RegoToken token = tokens.get(i);
      if (token.isName("data") && !tokens.get(i - 1).is(".")) {
        String child = child(tokens, i);
        if (!READABLE.contains(child)) {
          throw new RefusedException(
              RegoModule.place(field, token.line(), token.column()),
              "only data.inventory and data.lib may be read, not data"
                  + (child.isEmpty() ? "" : "." + child));
        }
        if (child.equals(LIB)) {
          rewriting.replace(token, token, "data." + root);
        }
      } else if (token.isName("json")) {
        ownMarshal(tokens, i, rewriting);
      }
    }
    return new RegoModule(folder + file, rewriting.text(), version, field, rewriting.changes());
  }

  /**
   * OPA's Wasm writes the fields of an object in the order of their hashes and does not escape as
   * Go does, and cannot be told otherwise; a function that it leaves to the host gives what OPA
   * gives.
   */
  private static void ownMarshal(List<RegoToken> tokens, int index, Rewriting rewriting) {
    boolean calls =
        index + 3 < tokens.size()
            && !tokens.get(index - 1).is(".")
            && tokens.get(index + 1).is(".")
            && tokens.get(index + 2).isName("marshal")
            && tokens.get(index + 3).is("(");
    if (!calls) {
      return;
    }
    int depth = tokens.get(index + 3).depth();
    for (int i = index + 4; i < tokens.size() && tokens.get(i).depth() >= depth; i++) {
      RegoToken token = tokens.get(i);
      if (token.depth() == depth + 1 && token.is(",")) {
        // The older form, whose second argument is the answer.
        return;
      }
      if (token.depth() == depth) {
        RegoToken name = tokens.get(index + 2);
        rewriting.replace(name, name, "marshal_with_options");
        rewriting.replace(token, token, ", {})");
        return;
      }
    }
  }

  private static boolean hasViolation(List<RegoToken> tokens) {
    for (int i = 1; i < tokens.size(); i++) {
      RegoToken token = tokens.get(i);
      boolean begins = tokens.get(i - 1).line() < token.line() || tokens.get(i - 1).is("}");
      if (token.isName("violation") && token.depth() == 0 && begins) {
        return true;
      }
    }
    return false;
  }

  /** The index of the last token of the path that begins at an index; less if there is none. */
  private static int lastOfPath(List<RegoToken> tokens, int first) {
    if (first >= tokens.size() || tokens.get(first).kind() != RegoToken.Kind.NAME) {
      return first - 1;
    }
    int last = first;
    while (last + 2 < tokens.size()) {
      RegoToken next = tokens.get(last + 1);
      RegoToken after = tokens.get(last + 2);
      if (next.is(".") && after.kind() == RegoToken.Kind.NAME) {
        last += 2;
      } else if (next.is("[") && after.kind() == RegoToken.Kind.STRING) {
        last += 3;
      } else {
        break;
      }
    }
    return last;
  }

  private static List<String> path(List<RegoToken> tokens) {
    return tokens.stream()
        .filter(token -> token.kind() != RegoToken.Kind.OTHER)
        .map(TemplateRego::part)
        .toList();
  }

  /** The name of what is read under a name; empty if it is not written there. */
  private static String child(List<RegoToken> tokens, int index) {
    int last = lastOfPath(tokens, index);
    return last == index ? "" : part(tokens.get(index + 2));
  }

  private static String part(RegoToken token) {
    return token.kind() == RegoToken.Kind.STRING
        ? token.text().substring(1, token.text().length() - 1)
        : token.text();
  }

  /** The text of a module with some of its tokens replaced. */
  private static final class Rewriting {
    private final String before;
    private final StringBuilder after = new StringBuilder();
    private final List<RegoModule.Change> changes = new ArrayList<>();
    private int copied;

    Rewriting(String before) {
      this.before = before;
    }

    void replace(RegoToken first, RegoToken last, String replacement) {
      after.append(before, copied, first.start()).append(replacement);
      copied = last.end();
      changes.add(
          new RegoModule.Change(
              first.line(),
              first.column(),
              before.codePointCount(first.start(), last.end()),
              replacement.length()));
    }

    String text() {
      return after + before.substring(copied);
    }

    List<RegoModule.Change> changes() {
      return changes;
    }
  }
}
