package dev.yunzhi.controlplane.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Reads a password from the first line of standard input and prints its Argon2id hash, for the
 * accounts file. It is what the program does when its argument is {@value #COMMAND}.
 */
public final class HashPassword {
  /** The argument of the program that asks for this instead of the server. */
  public static final String COMMAND = "hash-password";

  private static final int MIN_LENGTH = 12;

  private HashPassword() {}

  /**
   * Does it.
   *
   * @return the exit status: 0, or 2 when the password is too short
   */
  public static int run() throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    if (line == null || line.length() < MIN_LENGTH) {
      System.err.printf("the password must have at least %d characters on one line%n", MIN_LENGTH);
      return 2;
    }
    System.out.println(new Passwords().hash(line.toCharArray()));
    return 0;
  }
}
