package dev.yunzhi.controlplane.publication;

import java.time.Instant;

/**
 * The policies stay at what somebody rolled back to, until somebody lets them go on.
 *
 * @param revision name of the revision that they were rolled back to
 */
record Hold(String revision, Instant since, String by, String reason) {}
