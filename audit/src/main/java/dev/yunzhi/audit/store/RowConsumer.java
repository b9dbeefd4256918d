package dev.yunzhi.audit.store;

import java.io.IOException;

/** Takes what is read, one row at a time. */
@FunctionalInterface
public interface RowConsumer<T> {
  void accept(T row) throws IOException;
}
