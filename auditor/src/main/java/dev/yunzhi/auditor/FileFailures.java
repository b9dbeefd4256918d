package dev.yunzhi.auditor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line which file could not be read; what nobody foresaw keeps its stack trace. */
final class FileFailures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    if (!(failure instanceof IOException)) {
      throw failure;
    }
    String message = failure.getMessage();
    if (failure instanceof NoSuchFileException missing) {
      // Its own message is the name and no more.
      message = "%s does not exist".formatted(missing.getFile());
    } else if (failure instanceof AccessDeniedException denied) {
      message = "%s may not be read".formatted(denied.getFile());
    }
    command.getErr().println("error: " + message);
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
