// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.internal;

import com.kenai.jffi.MemoryIO;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** inotify(7); a result below zero is {@code -errno}. Thread-safe. */
public final class InotifyCalls {
  private final InotifyFunctions functions = LibraryLoader.create(InotifyFunctions.class).load("c");
  private final Runtime runtime = Runtime.getRuntime(functions);
  private final MemoryIO memory = MemoryIO.getInstance();

  /** Holder: the functions are bound when the first file is watched. */
  private static final class Loaded {
    static final InotifyCalls INSTANCE = new InotifyCalls();

    private Loaded() {}
  }

  private InotifyCalls() {}

  /**
   * The calls of this process.
   *
   * @return the same at each call
   */
  public static InotifyCalls get() {
    return Loaded.INSTANCE;
  }

  /**
   * inotify_init1(2).
   *
   * @param flags its flags
   * @return a descriptor, or {@code -errno}
   */
  public int init(int flags) {
    return orErrno(functions.inotify_init1(flags));
  }

  /**
   * inotify_add_watch(2).
   *
   * @param fd the descriptor
   * @param path direct memory: the path and a byte of zero behind it
   * @param mask what is watched for
   * @return the number of the watch, or {@code -errno}
   */
  public int addWatch(int fd, ByteBuffer path, int mask) {
    try {
      long address = memory.getDirectBufferAddress(path) + path.position();
      return orErrno(functions.inotify_add_watch(fd, address, mask));
    } finally {
      Reference.reachabilityFence(path);
    }
  }

  /**
   * inotify_rm_watch(2).
   *
   * @param fd the descriptor
   * @param watch the number of the watch
   * @return 0, or {@code -errno}
   */
  public int removeWatch(int fd, int watch) {
    return orErrno(functions.inotify_rm_watch(fd, watch));
  }

  private int orErrno(int result) {
    return result >= 0 ? result : -LastError.getLastError(runtime);
  }
}
