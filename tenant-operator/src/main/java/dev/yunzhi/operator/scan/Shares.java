package dev.yunzhi.operator.scan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the namespaces of the estate are shared out over the replicas that live, by rendezvous
 * hashing (highest random weight; Thaler and Ravishankar 1996): all replicas come to the same
 * without asking each other, and of one that is gone nothing moves but its own share. Immutable.
 *
 * @param self identity of this replica
 * @param members identities of those that live, this one among them; empty before any is known,
 *     when nothing is this one's
 */
record Shares(String self, SortedSet<String> members) {

  Shares {
    members = new TreeSet<>(members);
  }

  /** Of a replica that does not know yet who else there is. */
  static Shares unknown(String self) {
    return new Shares(self, new TreeSet<>());
  }

  /** Of these replicas and this one. */
  static Shares of(String self, Collection<String> others) {
    var members = new TreeSet<>(others);
    members.add(self);
    return new Shares(self, members);
  }

  /**
   * Whether a namespace is this replica's.
   *
   * @param namespace empty for what is in none
   */
  boolean mine(String namespace) {
    if (members.size() < 2) {
      return members.contains(self);
    }
    String owner = null;
    long most = Long.MIN_VALUE;
    for (String member : members) {
      long weight = weight(member, namespace);
      if (owner == null || weight > most) {
        owner = member;
        most = weight;
      }
    }
    return self.equals(owner);
  }

  /** Whether anything may be this one's that was not before. */
  boolean takesOverFrom(Shares before) {
    return before.members.isEmpty() || !members.containsAll(before.members);
  }

  /** Whether there are others. */
  boolean several() {
    return members.size() > 1;
  }

  private static long weight(String member, String namespace) {
    try {
      byte[] text = (member + "/" + namespace).getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
