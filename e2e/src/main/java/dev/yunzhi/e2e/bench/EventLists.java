package dev.yunzhi.e2e.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Audit events of about 1 KiB, as an API server sends them. Each list is the one before with other
 * ids and times in it, written over the old ones: the client must cost next to nothing. Not
 * thread-safe, but for what makes the numbers.
 */
final class EventLists implements Supplier<byte[]> {

  private static final AtomicLong NUMBER = new AtomicLong();
  private static final String ID = "00000000-0000-4000-8000-000000000000";
  private static final String TIME = "2000-01-01T00:00:00.000000Z";
  private static final int DIGITS = 12;

  private final byte[] list;
  private final List<Integer> ids = new ArrayList<>();
  private final List<Integer> times = new ArrayList<>();

  /**
   * @param events in each list
   */
  EventLists(int events) {
    StringBuilder text =
        new StringBuilder("{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":[");
    for (int i = 0; i < events; i++) {
      text.append(i == 0 ? "" : ",")
          .append(
              EVENT.formatted(
                  ID, i % 50, i % 37, i % 50, i % 37, i % 23, i % 37, i % 50, i % 37, TIME, TIME));
    }
    list = text.append("]}").toString().getBytes(UTF_8);
    String plain = new String(list, US_ASCII);
    for (int at = plain.indexOf(ID); at >= 0; at = plain.indexOf(ID, at + 1)) {
      ids.add(at + ID.length() - DIGITS);
    }
    for (int at = plain.indexOf(TIME); at >= 0; at = plain.indexOf(TIME, at + 1)) {
      times.add(at);
    }
  }

  /** The length of one list divided by its events, in bytes. */
  int bytesOfEach() {
    return list.length / ids.size();
  }

  @Override
  public byte[] get() {
    long number = NUMBER.getAndAdd(ids.size());
    for (int at : ids) {
      write(number++, at, DIGITS);
    }
    Instant now = Instant.now();
    byte[] second = now.truncatedTo(ChronoUnit.SECONDS).toString().getBytes(US_ASCII);
    int micros = now.get(ChronoField.MICRO_OF_SECOND);
    for (int at : times) {
      System.arraycopy(second, 0, list, at, second.length - 1);
      write(Math.min(micros++, 999_999), at + second.length, 6);
    }
    return list;
  }

  private void write(long number, int at, int digits) {
    long rest = number;
    for (int digit = digits - 1; digit >= 0; digit--) {
      list[at + digit] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static final String EVENT =
      """
      {"level":"Request","auditID":"%s","stage":"ResponseComplete",\
      "requestURI":"/apis/apps/v1/namespaces/tenant-%d-web/deployments/web-%d?fieldManager=kubectl-client-side-apply",\
      "verb":"patch","user":{"username":"huzhou-desk","uid":"6b1f7a1e-3f0e-4d2a-9a51-0c8a5f6d2e11",\
      "groups":["huzhou-administrators","system:authenticated"]},"sourceIPs":["10.20.30.40"],\
      "userAgent":"kubectl/v1.36.0 (linux/amd64) kubernetes/4f1a2b3","objectRef":{"resource":"deployments",\
      "namespace":"tenant-%d-web","name":"web-%d","apiGroup":"apps","apiVersion":"v1"},\
      "responseStatus":{"metadata":{},"code":200},"requestObject":{"spec":{"replicas":%d,"template":{"spec":\
      {"containers":[{"name":"web-%d","image":"registry.gov.example/tenant-%d/web@sha256:9b2a3f1c9b2a3f1c9b2a3f1c9b2a3f1c\
      9b2a3f1c9b2a3f1c9b2a3f1c9b2a3f1c","resources":{"limits":{"cpu":"500m","memory":"%dMi"}}}]}}}},\
      "requestReceivedTimestamp":"%s","stageTimestamp":"%s",\
      "annotations":{"authorization.k8s.io/decision":"allow",\
      "authorization.k8s.io/reason":"RBAC: allowed by RoleBinding yunzhi-tenant-owner"}}""";
}
