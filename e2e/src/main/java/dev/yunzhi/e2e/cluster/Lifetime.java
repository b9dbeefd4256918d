package dev.yunzhi.e2e.cluster;

/** How long a program runs that does not end by itself. */
public enum Lifetime {
  /** Until it is closed, or this JVM ends, however it ends. */
  OF_THIS_JVM,
  /**
   * Until {@code local-cluster stop} or {@code make down}. Starting it where it runs already leaves
   * it running, and so does closing.
   */
  UNTIL_STOPPED
}
