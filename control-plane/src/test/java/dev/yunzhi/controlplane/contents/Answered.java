package dev.yunzhi.controlplane.contents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An answer as somebody who looks at it closely reads it: with its headers, a workbook unpacked,
 * and what is encoded decoded: the places of next pages, the event in evidence. What one asked for
 * without being due it is left out.
 */
record Answered(int status, String text) {
  private static final Pattern CURSOR =
      Pattern.compile("(?:\"next\":\"|cursor=)([A-Za-z0-9_-]{8,})");

  private static final Pattern EVIDENCE = Pattern.compile("(?m)^extra ([A-Za-z0-9+/]+=*)$");

  /** A department's own parent is no secret to it. */
  private static final Pattern PARENT = Pattern.compile("parent\\W{1,9}[a-z]+");

  /**
   * @param due the departments that the answer may name
   */
  static Answered of(String path, Set<String> due, HttpResponse<byte[]> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    String body = type.contains("spreadsheet") ? unpacked(answer.body()) : utf8(answer.body());
    StringBuilder text = new StringBuilder().append(answer.headers().map()).append(body);
    decoded(CURSOR, body, Base64.getUrlDecoder()).forEach(text::append);
    decoded(EVIDENCE, body, Base64.getDecoder()).forEach(text::append);
    String told = text.toString();
    for (String word : words(path, due)) {
      // A refusal repeats it once; any more is not the asker's own.
      told =
          answer.statusCode() == 200
              ? told.replace(word, "")
              : told.replaceFirst(Pattern.quote(word), "");
    }
    return new Answered(answer.statusCode(), PARENT.matcher(told).replaceAll(""));
  }

  /** What the asker put into the path though it is not theirs. */
  private static List<String> words(String path, Set<String> due) {
    Set<String> others = new TreeSet<>(FiveDepartments.ALL);
    others.removeAll(due);
    return Arrays.stream(path.split("[/?&=]"))
        .map(word -> URLDecoder.decode(word, StandardCharsets.UTF_8))
        .filter(word -> others.stream().anyMatch(word::contains))
        .toList();
  }

  private static List<String> decoded(Pattern pattern, String body, Base64.Decoder decoder) {
    return pattern
        .matcher(body)
        .results()
        .map(found -> utf8(decoder.decode(found.group(1))))
        .toList();
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String unpacked(byte[] workbook) {
    StringBuilder all = new StringBuilder();
    try {
      Path file = Files.createTempFile("workbook", ".xlsx");
      try {
        Files.write(file, workbook);
        try (ZipFile zip = new ZipFile(file.toFile())) {
          for (ZipEntry entry : Collections.list(zip.entries())) {
            all.append(utf8(zip.getInputStream(entry).readAllBytes()));
          }
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString();
  }
}
