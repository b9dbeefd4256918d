package dev.yunzhi.policy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Tells platform threads from virtual ones, on JVMs from 17 on, where there may be none. */
final class PlatformThreads {
  private static final MethodHandle IS_VIRTUAL = isVirtual();

  private PlatformThreads() {}

  /**
   * @throws IllegalStateException if the calling thread is a virtual one
   */
  static void require() {
    try {
      if (IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread())) {
        throw new IllegalStateException(
            "policies are evaluated on platform threads; this one is virtual: "
                + Thread.currentThread());
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("Thread.isVirtual failed", e);
    }
  }

  private static MethodHandle isVirtual() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      // Before Java 21 there are platform threads only.
      return null;
    }
  }
}
