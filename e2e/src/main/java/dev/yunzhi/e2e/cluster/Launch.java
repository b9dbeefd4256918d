package dev.yunzhi.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One run of the launcher. Closing it ends all that it started, in order. */
interface Launch extends AutoCloseable {

  /** Starts the launcher as a process and waits until what it launches is ready. */
  static Launch start(
      Lifetime lifetime,
      Path directory,
      String command,
      List<String> options,
      Map<String, String> environment) {
    return switch (lifetime) {
      case OF_THIS_JVM -> ProcessLaunch.start(directory, command, options, environment);
      case UNTIL_STOPPED -> DetachedLaunch.start(directory, command, options, environment);
    };
  }

  /** What the launcher told when everything was ready. */
  JsonNode ready();

  /** Whether the launcher still runs. */
  boolean alive();

  /** Kills the launcher at once, as {@code kill -9} does. */
  void kill();

  @Override
  void close();
}
