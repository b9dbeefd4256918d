package dev.yunzhi.e2e.estate;

import java.util.List;

/**
 * Someone who uses the estate, as the API server knows them.
 *
 * @param user name of the user
 * @param groups groups of the user
 */
public record Persona(String user, List<String> groups) {

  /** The platform's own team: approves requests, owns the department tree. */
  public static final Persona PLATFORM =
      new Persona("platform-desk", List.of("yunzhi:system-administrators"));

  /** The security team: approves from protection level 3 up, sets policies. */
  public static final Persona SECURITY =
      new Persona("security-desk", List.of("yunzhi:security-administrators"));

  /** The auditors: read everything, write nothing. */
  public static final Persona AUDITOR =
      new Persona("audit-office", List.of("yunzhi:audit-administrators"));

  /** Administrator of a department of the demonstration. */
  public static Persona administratorOf(String department) {
    return new Persona(department + "-desk", List.of(department + "-administrators"));
  }
}
