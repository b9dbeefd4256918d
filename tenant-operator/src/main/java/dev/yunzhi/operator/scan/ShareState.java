package dev.yunzhi.operator.scan;

import dev.yunzhi.api.v1alpha1.Annotations;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a replica tells the others of its share, in annotations of its Lease.
 *
 * @param scanned what its last run over all of it went by, {@link #of}; null while there is none
 * @param incomplete what could not be looked at; null when all could
 */
record ShareState(String scanned, String incomplete) {

  static final ShareState NOT_SCANNED = new ShareState(null, null);

  /** Of how the estate was shared out, and by which policies: the same on all replicas. */
  static String of(Shares shares, String revision) {
    return String.join(",", shares.members()) + " " + revision;
  }

  /** From the annotations of a Lease; null reads as none. */
  static ShareState read(Map<String, String> annotations) {
    return annotations == null
        ? NOT_SCANNED
        : new ShareState(
            annotations.get(Annotations.SCANNED), annotations.get(Annotations.SCAN_INCOMPLETE));
  }

  Map<String, String> annotations() {
    var annotations = new TreeMap<String, String>();
    if (scanned != null) {
      annotations.put(Annotations.SCANNED, scanned);
    }
    if (incomplete != null) {
      annotations.put(Annotations.SCAN_INCOMPLETE, incomplete);
    }
    return annotations;
  }
}
