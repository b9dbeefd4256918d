package dev.yunzhi.policy.gatekeeper;

import java.util.List;

/**
 * A module of a template as it stands in the bundle.
 *
 * @param path in the bundle, from its root: {@code /gatekeeper/k8srequiredlabels/template.rego}
 * @param rego its text
 * @param version of the language: 0 or 1
 * @param field where the template has it, for example {@code spec.targets[0].rego}
 * @param changes what was changed of the template's text, in order
 */
public record RegoModule(
    String path, String rego, int version, String field, List<Change> changes) {

  public RegoModule {
    changes = List.copyOf(changes);
  }

  /**
   * A change within a line.
   *
   * @param line from 1
   * @param column where it begins in the template's text, from 1, in code points
   * @param before how many code points there were
   * @param after how many there are
   */
  record Change(int line, int column, int before, int after) {}

  /**
   * The place in the template for a place in this module, for its author: {@code
   * spec.targets[0].rego, line 3, column 7}.
   *
   * @param line from 1
   * @param column from 1, in code points
   */
  public String place(int line, int column) {
    int original = column;
    for (Change change : changes) {
      if (change.line() == line && original > change.column()) {
        int grown = change.after() - change.before();
        original = Math.max(change.column(), original - grown);
      }
    }
    return place(field, line, original);
  }

  static String place(String field, int line, int column) {
    return field + ", line " + line + ", column " + column;
  }
}
