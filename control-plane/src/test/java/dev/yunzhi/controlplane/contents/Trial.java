package dev.yunzhi.controlplane.contents;

import static dev.yunzhi.controlplane.contents.FiveDepartments.ALL;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One question to an endpoint, and what each who may ask there must be told.
 *
 * @param path with its query
 * @param due what is due to an asker
 */
record Trial(String path, Function<Asker, Due> due) {

  /**
   * What is due to an asker.
   *
   * @param shown the departments whose things the answer must show; it must show nobody else's
   */
  record Due(int status, Set<String> shown) {
    static Due of(Set<String> about, Set<String> visible) {
      Set<String> shown = new TreeSet<>(about);
      shown.retainAll(visible);
      return new Due(200, shown);
    }

    static Due refused(int status) {
      return new Due(status, Set.of());
    }
  }

  /** A question about things of some departments, of which each sees their own. */
  static Trial about(String path, Set<String> departments) {
    return new Trial(path, asker -> Due.of(departments, asker.departments()));
  }

  static Trial aboutAll(String path) {
    return about(path, ALL);
  }

  /** The same of events, which are seen by the tenant that they concern. */
  static Trial events(String path, Set<String> departments) {
    return new Trial(path, asker -> Due.of(departments, asker.tenantsOf()));
  }

  /**
   * What only those get at who see a department.
   *
   * @param otherwise the status of the answer to others
   */
  static Trial hidden(String path, String department, Set<String> about, int otherwise) {
    return new Trial(
        path,
        asker ->
            asker.departments().contains(department)
                ? Due.of(about, asker.departments())
                : Due.refused(otherwise));
  }

  /** What is for everybody who may ask at all. */
  static Trial toAll(String path) {
    return new Trial(path, asker -> new Due(200, ALL));
  }

  /** What has nothing of any department in it. */
  static Trial ofNone(String path) {
    return new Trial(path, asker -> new Due(200, Set.of()));
  }

  @Override
  public String toString() {
    return path;
  }
}
