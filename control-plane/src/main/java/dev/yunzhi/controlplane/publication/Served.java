package dev.yunzhi.controlplane.publication;

/**
 * A bundle as it is served.
 *
 * @param tag its ETag, in quotes
 * @param archive the {@code .tar.gz}; not to be changed
 */
// Holds what is passed on as it is; nobody compares two of them.
@SuppressWarnings("ArrayRecordComponent")
record Served(String tag, byte[] archive) {}
