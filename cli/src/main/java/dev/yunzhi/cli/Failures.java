package dev.yunzhi.cli;

import dev.yunzhi.auditor.FileFailures;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one paragraph what went wrong; what nobody foresaw keeps its stack trace. */
final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    String message = message(failure);
    if (message == null) {
      throw failure;
    }
    command.getErr().println("error: " + message);
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String message(Exception failure) {
    if (failure instanceof IOException unread) {
      return FileFailures.words(unread);
    }
    if (failure instanceof Unusable) {
      return failure.getMessage();
    }
    if (failure instanceof KubernetesClientException refused) {
      var status = refused.getStatus();
      if (status != null && status.getMessage() != null) {
        return status.getMessage();
      }
      Throwable cause = refused.getCause();
      return "the cluster cannot be reached: "
          + (cause == null ? refused.getMessage() : cause.getMessage())
          + "; look at --kubeconfig, --context or $KUBECONFIG";
    }
    return null;
  }

  /** What was asked for cannot be done; the message says why and what would be right. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }
}
