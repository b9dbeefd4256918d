package dev.yunzhi.e2e.objects;

import dev.yunzhi.e2e.cluster.Programs;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An example of how not to write an object: a file {@code invalid/<plural>/<name>.yaml} whose first
 * line is a comment with the message that the API server must give.
 *
 * @param right what is accepted before, for a rule about changes
 * @param wrong what is refused
 */
record InvalidObject(
    String plural,
    String name,
    String message,
    List<GenericKubernetesResource> right,
    GenericKubernetesResource wrong) {

  private static final Path FOLDER = Programs.root().resolve("e2e/src/test/resources/invalid");

  static List<InvalidObject> all() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(Files::isRegularFile).sorted().map(InvalidObject::read).toList();
    }
  }

  private static InvalidObject read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String first = text.lines().findFirst().orElse("");
    if (!first.matches("# .+")) {
      throw new IllegalStateException(file + " must begin with a comment that holds the message");
    }
    List<GenericKubernetesResource> documents =
        Stream.of(text.split("(?m)^---$"))
            .map(yaml -> Serialization.unmarshal(yaml, GenericKubernetesResource.class))
            .toList();
    return new InvalidObject(
        file.getParent().getFileName().toString(),
        file.getFileName().toString().replaceFirst("\\.yaml$", ""),
        first.substring(2),
        documents.subList(0, documents.size() - 1),
        documents.get(documents.size() - 1));
  }

  @Override
  public String toString() {
    return plural + "/" + name;
  }
}
