package dev.yunzhi.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/** One run of the launcher. Closing it ends all that it started, in order. */
interface Launch extends AutoCloseable {

  /** What the launcher told when everything was ready. */
  JsonNode ready();

  /** Whether the launcher still runs. */
  boolean alive();

  /** Kills the launcher at once, as {@code kill -9} does. */
  void kill();

  @Override
  void close();
}
