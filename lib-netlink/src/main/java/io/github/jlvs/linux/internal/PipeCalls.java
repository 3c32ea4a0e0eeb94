// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.internal;

import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** Named pipes. Thread-safe. Results are those of {@link SystemCalls}. */
public final class PipeCalls {
  private final PipeFunctions libc = LibraryLoader.create(PipeFunctions.class).load("c");
  private final Runtime runtime = Runtime.getRuntime(libc);

  /** Holder: the function is bound when the first pipe is made. */
  private static final class Loaded {
    static final PipeCalls INSTANCE = new PipeCalls();

    private Loaded() {}
  }

  private PipeCalls() {}

  /**
   * The calls of this process.
   *
   * @return the same at each call
   */
  public static PipeCalls get() {
    return Loaded.INSTANCE;
  }

  /**
   * mkfifo(3).
   *
   * @param path where it is made; nothing may be there
   * @param mode its permissions, less those of the umask
   * @return 0, or {@code -errno}
   */
  public int mkfifo(String path, int mode) {
    int result = libc.mkfifo(path, mode);
    return result >= 0 ? result : -LastError.getLastError(runtime);
  }
}
