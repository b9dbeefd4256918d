package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.merkle.Hash;

/**
 * A file that a shelf was written to.
 *
 * @param name in the directory; of its content too, so no two contents have one name
 * @param sha256 of the whole file
 */
record ShelfFile(String name, Hash sha256, long bytes, long blocks) {}
