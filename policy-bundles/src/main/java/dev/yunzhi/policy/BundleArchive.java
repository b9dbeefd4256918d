package dev.yunzhi.policy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Unpacks a bundle file ({@code .tar.gz}) in memory. Pure. */
final class BundleArchive {
  private static final int MAX_UNPACKED_BYTES = 64 << 20;

  /**
   * Reads all files.
   *
   * @param in stays open
   * @return content by path, which begins with a slash
   * @throws InvalidBundleException if it is no {@code .tar.gz}, is larger than 64 MiB, or has two
   *     files of one path, of which others could read another than we do
   */
  static Map<String, byte[]> unpack(InputStream in) throws InvalidBundleException {
    Map<String, byte[]> files = new TreeMap<>();
    int left = MAX_UNPACKED_BYTES;
    try {
      TarArchiveInputStream tar =
          new TarArchiveInputStream(new GzipCompressorInputStream(new BufferedInputStream(in)));
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        byte[] content = tar.readNBytes(left + 1);
        left -= content.length;
        if (left < 0) {
          throw new InvalidBundleException(
              "the bundle unpacks to more than " + MAX_UNPACKED_BYTES + " bytes");
        }
        String path = "/" + entry.getName().replaceFirst("^\\.?/", "");
        if (entry.isFile() && files.put(path, content) != null) {
          throw new InvalidBundleException("the bundle has two files " + path);
        }
      }
    } catch (IOException e) {
      throw new InvalidBundleException(
          "the bundle is not a readable .tar.gz: " + e.getMessage(), e);
    }
    return files;
  }

  private BundleArchive() {}
}
