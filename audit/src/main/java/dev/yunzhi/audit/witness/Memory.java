package dev.yunzhi.audit.witness;

import dev.yunzhi.audit.note.Note;
import java.io.IOException;
import java.util.Optional;

/** The newest checkpoint of each log that a witness cosigned. */
public interface Memory {
  /**
   * The one of a log; nothing where none was cosigned ever.
   *
   * @throws IOException when it cannot be known: nothing may be cosigned then
   */
  Optional<Note> last(String origin) throws IOException;

  /**
   * Keeps another one instead; durable on return.
   *
   * @throws IOException when it could not be made durable
   */
  void keep(String origin, Note cosigned) throws IOException;
}
