package dev.yunzhi.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Compressed files that end too early, as kube-apiserver leaves them under their last name while it
 * still compresses, or for good when it is killed meanwhile. Each is told of once, and once more
 * when it stays as it is: then it is taken for broken. Not thread-safe.
 */
final class UnfinishedFiles {
  private final Duration patience;
  private final InstantSource clock;
  private final Consumer<String> told;
  private final Map<Path, State> looked = new HashMap<>();
  private final Map<Path, Unfinished> unfinished = new HashMap<>();

  /** What changes when somebody writes. */
  private record State(long size, FileTime modified) {
    static State of(Path path) throws IOException {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new State(attributes.size(), attributes.lastModifiedTime());
    }
  }

  private record Unfinished(State state, Instant since, String why, boolean broken) {}

  /**
   * @param patience how long one may stay unchanged before it is taken for broken; zero waits for
   *     none
   * @param told in words, a line each
   */
  UnfinishedFiles(Duration patience, InstantSource clock, Consumer<String> told) {
    this.patience = patience;
    this.clock = clock;
    this.told = told;
  }

  /**
   * Whether to read a file: not while it is as it was when it ended too early.
   *
   * @throws java.nio.file.NoSuchFileException when it is gone
   */
  boolean worthATry(Path path) throws IOException {
    State state = State.of(path);
    Unfinished before = unfinished.get(path);
    if (before == null || !before.state.equals(state)) {
      looked.put(path, state);
      return true;
    }
    if (!before.broken && !clock.instant().isBefore(before.since.plus(patience))) {
      note(path, state, before.why, true);
    }
    return false;
  }

  /** A file that was worth a try was not whole. */
  void endsTooEarly(Path path, IOException why) {
    boolean known = unfinished.containsKey(path);
    // Where not even the head is whole, the JDK says nothing.
    String words = why.getMessage() == null ? "its end is missing" : why.getMessage();
    note(path, looked.get(path), words, patience.isZero());
    if (!known && !patience.isZero()) {
      told.accept("%s is not whole yet: %s; it is tried again".formatted(path, words));
    }
  }

  private void note(Path path, State state, String why, boolean broken) {
    unfinished.put(path, new Unfinished(state, clock.instant(), why, broken));
    if (broken) {
      told.accept(
          "error: %s is broken, or was never written to its end: %s; what it lacks was not sent"
              .formatted(path, why));
    }
  }

  /** A file was read to its end. */
  void isWhole(Path path) {
    unfinished.remove(path);
  }

  /** Forgets those that are not there any more. */
  void retain(Collection<Path> paths) {
    unfinished.keySet().retainAll(paths);
    looked.keySet().retainAll(paths);
  }

  /** Whether there are any. */
  boolean any() {
    return !unfinished.isEmpty();
  }

  /** Whether a file is one of them. */
  boolean contains(Path path) {
    return unfinished.containsKey(path);
  }
}
