package dev.yunzhi.cli;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what the API server says in {@code Warning} headers (RFC 7234, 5.5), which is where
 * admission webhooks speak when they let something pass. Thread-safe.
 */
final class Warnings implements Interceptor {

  private static final Pattern WARNING = Pattern.compile("299 \\S+ \"((?:[^\"\\\\]|\\\\.)*)\"");

  private final List<String> texts = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    response.headers("Warning").forEach(this::add);
  }

  private void add(String header) {
    Matcher warning = WARNING.matcher(header);
    while (warning.find()) {
      texts.add(utf8(warning.group(1).replaceAll("\\\\(.)", "$1")));
    }
  }

  /** The API server writes UTF-8; Java's client reads the bytes of a header as Latin-1. */
  private static String utf8(String latin1) {
    return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  List<String> texts() {
    return List.copyOf(texts);
  }
}
