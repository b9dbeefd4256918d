package dev.yunzhi.e2e.agent;

import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.Programs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** A bundle file in the hands of somebody who should not have it. */
record Archive(Map<String, byte[]> files) {

  private static final String SIGNATURES = "/.signatures.json";

  static Archive of(byte[] bundle) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (var tar =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(new ByteArrayInputStream(bundle)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        files.put(entry.getName(), tar.readAllBytes());
      }
    }
    return new Archive(files);
  }

  byte[] bytes() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        var entry = new TarArchiveEntry(file.getKey(), true);
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  /** With data that nobody signed. */
  Archive tampered() {
    Map<String, byte[]> other = new LinkedHashMap<>(files);
    other.computeIfPresent(
        "/data.json",
        (name, content) ->
            new String(content, StandardCharsets.UTF_8)
                .replaceFirst("\\{", "{\"tampered\": true, ")
                .getBytes(StandardCharsets.UTF_8));
    return new Archive(other);
  }

  /** Signed anew by the real opa. */
  Archive signedBy(Path key, Path folder) throws IOException {
    Map<String, byte[]> other = new LinkedHashMap<>(files);
    other.remove(SIGNATURES);
    Path bundle = Files.write(folder.resolve("unsigned.tar.gz"), new Archive(other).bytes());
    Path claims =
        Files.writeString(
            folder.resolve("claims.json"), "{\"keyid\": \"yunzhi\", \"scope\": \"yunzhi\"}");
    new Command(Programs.path("opa"), Map.of())
        .run(
            "",
            List.of(
                "sign",
                "--signing-alg=ES256",
                "--signing-key=" + key,
                "--claims-file=" + claims,
                "--output-file-path=" + folder,
                "--bundle",
                bundle.toString()))
        .orThrow();
    other.put(SIGNATURES, Files.readAllBytes(folder.resolve(".signatures.json")));
    return new Archive(other);
  }
}
