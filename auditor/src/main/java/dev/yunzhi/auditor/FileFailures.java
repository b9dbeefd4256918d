package dev.yunzhi.auditor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line which file could not be read; what nobody foresaw keeps its stack trace. */
public final class FileFailures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    if (!(failure instanceof IOException unread)) {
      throw failure;
    }
    command.getErr().println("error: " + words(unread));
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  /** What went wrong, for a person at a terminal. */
  public static String words(IOException failure) {
    if (failure instanceof NoSuchFileException missing) {
      // Its own message is the name and no more.
      return "%s does not exist".formatted(missing.getFile());
    }
    if (failure instanceof AccessDeniedException denied) {
      return "%s may not be read".formatted(denied.getFile());
    }
    return failure.getMessage();
  }
}
