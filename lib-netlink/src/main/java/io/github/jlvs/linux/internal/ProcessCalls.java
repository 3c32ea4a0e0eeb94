// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.internal;

import com.kenai.jffi.Function;
import com.kenai.jffi.HeapInvocationBuffer;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import java.io.File;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import org.jspecify.annotations.Nullable;

/**
 * Starting other programs, waiting for them, and the users that they run as. Thread-safe. Results
 * are those of {@link SystemCalls}: below zero is {@code -errno}.
 */
public final class ProcessCalls {
  /** Linux gives every architecture of today this number. */
  private static final long PIDFD_OPEN = 434;

  /** More than glibc's, on every architecture. */
  private static final int ATTRIBUTES_SIZE = 512;

  private static final int ACTIONS_SIZE = 256;
  private static final int SIGNAL_SET_SIZE = 128;

  private static final int POSIX_SPAWN_SETPGROUP = 0x02;
  private static final int POSIX_SPAWN_SETSIGDEF = 0x04;
  private static final int POSIX_SPAWN_SETSIGMASK = 0x08;

  private static final int O_RDWR = 2;
  private static final int FIRST_OTHER = 3;
  private static final int P_ALL = 0;
  private static final int P_PID = 1;
  private static final int SIGINFO_SIZE = 128;

  // struct passwd and struct group, 64-bit layout of pwd.h and grp.h.
  private static final int PASSWD_UID = 16;
  private static final int PASSWD_GID = 20;
  private static final int PASSWD_HOME = 32;
  private static final int PASSWD_SHELL = 40;
  private static final int GROUP_GID = 16;

  private final ProcessFunctions libc = LibraryLoader.create(ProcessFunctions.class).load("c");
  private final Runtime runtime = Runtime.getRuntime(libc);
  private final MemoryIO memory = MemoryIO.getInstance();
  private final Function posixSpawn =
      new Function(
          Library.getDefault().getSymbolAddress("posix_spawn"),
          Type.SINT,
          Type.POINTER,
          Type.POINTER,
          Type.POINTER,
          Type.POINTER,
          Type.POINTER,
          Type.POINTER);

  /** Holder: the functions are bound when the first program is started. */
  private static final class Loaded {
    static final ProcessCalls INSTANCE = new ProcessCalls();

    private Loaded() {}
  }

  private ProcessCalls() {}

  /**
   * The calls of this process.
   *
   * @return the same at each call
   */
  public static ProcessCalls get() {
    return Loaded.INSTANCE;
  }

  /**
   * posix_spawn(3): starts a program in a process group of its own, with no signal blocked or
   * ignored, with /dev/null as its standard input, output and error, and without any other
   * descriptor of this process. The JVM's memory is not copied; the calling thread stands still
   * until the program has taken its place.
   *
   * @param path the program's file
   * @param words the words of argv
   * @param environment {@code NAME=VALUE}, all of it
   * @return the process id, or {@code -errno}
   */
  public int spawn(byte[] path, byte[][] words, byte[][] environment) {
    SpawnMemory spawn = new SpawnMemory(memory, path, words, environment);
    try {
      return spawn(spawn);
    } finally {
      Reference.reachabilityFence(spawn);
    }
  }

  private int spawn(SpawnMemory spawn) {
    ByteBuffer structures = direct(ATTRIBUTES_SIZE + ACTIONS_SIZE + 2 * SIGNAL_SET_SIZE);
    long attributes = memory.getDirectBufferAddress(structures);
    long actions = attributes + ATTRIBUTES_SIZE;
    long none = actions + ACTIONS_SIZE;
    long all = none + SIGNAL_SET_SIZE;
    for (int i = 0; i < SIGNAL_SET_SIZE; i++) {
      structures.put(ATTRIBUTES_SIZE + ACTIONS_SIZE + SIGNAL_SET_SIZE + i, (byte) 0xFF);
    }
    int error = libc.posix_spawnattr_init(attributes);
    if (error != 0) {
      return -error;
    }
    try {
      error = libc.posix_spawn_file_actions_init(actions);
      if (error != 0) {
        return -error;
      }
      try {
        error = describe(attributes, actions, none, all, spawn.devNull());
        return error == 0 ? invoke(spawn, attributes, actions) : -error;
      } finally {
        int unused = libc.posix_spawn_file_actions_destroy(actions);
      }
    } finally {
      int unused = libc.posix_spawnattr_destroy(attributes);
      Reference.reachabilityFence(structures);
    }
  }

  private int describe(long attributes, long actions, long none, long all, long devNull) {
    int flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
    int error = libc.posix_spawnattr_setflags(attributes, (short) flags);
    error = error != 0 ? error : libc.posix_spawnattr_setpgroup(attributes, 0);
    error = error != 0 ? error : libc.posix_spawnattr_setsigmask(attributes, none);
    error = error != 0 ? error : libc.posix_spawnattr_setsigdefault(attributes, all);
    error =
        error != 0 ? error : libc.posix_spawn_file_actions_addopen(actions, 0, devNull, O_RDWR, 0);
    error = error != 0 ? error : libc.posix_spawn_file_actions_adddup2(actions, 0, 1);
    error = error != 0 ? error : libc.posix_spawn_file_actions_adddup2(actions, 0, 2);
    return error != 0 ? error : closeOthers(actions);
  }

  /** Not all that the JDK opens is close-on-exec. */
  private int closeOthers(long actions) {
    try {
      return libc.posix_spawn_file_actions_addclosefrom_np(actions, FIRST_OTHER);
    } catch (UnsatisfiedLinkError olderThanGlibc234) {
      String[] open = Objects.requireNonNullElse(new File("/proc/self/fd").list(), new String[0]);
      int error = 0;
      for (String name : open) {
        int descriptor = Integer.parseInt(name);
        if (error == 0 && descriptor >= FIRST_OTHER) {
          error = libc.posix_spawn_file_actions_addclose(actions, descriptor);
        }
      }
      return error;
    }
  }

  private int invoke(SpawnMemory spawn, long attributes, long actions) {
    HeapInvocationBuffer arguments = new HeapInvocationBuffer(posixSpawn);
    arguments.putAddress(spawn.processId());
    arguments.putAddress(spawn.path());
    arguments.putAddress(actions);
    arguments.putAddress(attributes);
    arguments.putAddress(spawn.words());
    arguments.putAddress(spawn.environment());
    int error = Invoker.getInstance().invokeInt(posixSpawn, arguments);
    return error == 0 ? memory.getInt(spawn.processId()) : -error;
  }

  /**
   * pidfd_open(2).
   *
   * @param pid a child of this process
   * @return a close-on-exec descriptor that is readable when it has ended; {@code -ENOSYS} before
   *     Linux 5.3
   */
  public int pidfdOpen(int pid) {
    int result = libc.syscall(PIDFD_OPEN, pid, 0);
    return result >= 0 ? result : -LastError.getLastError(runtime);
  }

  /**
   * waitid(2) for one child. {@code information} is a siginfo_t afterwards: zero at octet 16 where
   * the child has not ended.
   *
   * @param pid the child
   * @param options WEXITED and the like
   * @param information direct memory of 128 octets
   * @return 0, or {@code -errno}
   */
  public int waitid(int pid, int options, ByteBuffer information) {
    return waitid(P_PID, pid, options, information);
  }

  /**
   * waitid(2) for whichever child has ended, with {@code information} likewise.
   *
   * @param options WEXITED and the like
   * @param information direct memory of 128 octets
   * @return 0, or {@code -errno}: ECHILD where there is no child
   */
  public int waitidAny(int options, ByteBuffer information) {
    return waitid(P_ALL, 0, options, information);
  }

  private int waitid(int kind, int pid, int options, ByteBuffer information) {
    if (information.capacity() < SIGINFO_SIZE) {
      throw new IllegalArgumentException("a siginfo_t has " + SIGINFO_SIZE + " octets");
    }
    try {
      int result = libc.waitid(kind, pid, memory.getDirectBufferAddress(information), options);
      return result >= 0 ? result : -LastError.getLastError(runtime);
    } finally {
      Reference.reachabilityFence(information);
    }
  }

  /**
   * A user of getpwnam(3).
   *
   * @param uid the user's number
   * @param gid the number of the user's group
   * @param home the home directory
   * @param shell the shell
   */
  public record User(int uid, int gid, String home, String shell) {}

  /**
   * getpwnam(3).
   *
   * @param name direct memory: the name and a byte of zero behind it
   * @return the user; null where there is none
   */
  public synchronized @Nullable User user(ByteBuffer name) {
    try {
      long found = libc.getpwnam(memory.getDirectBufferAddress(name));
      return found == 0
          ? null
          : new User(
              memory.getInt(found + PASSWD_UID),
              memory.getInt(found + PASSWD_GID),
              text(found + PASSWD_HOME),
              text(found + PASSWD_SHELL));
    } finally {
      Reference.reachabilityFence(name);
    }
  }

  /**
   * getgrnam(3).
   *
   * @param name direct memory: the name and a byte of zero behind it
   * @return the group's number as an unsigned one; below zero where there is none
   */
  public synchronized long group(ByteBuffer name) {
    try {
      long found = libc.getgrnam(memory.getDirectBufferAddress(name));
      return found == 0 ? -1 : Integer.toUnsignedLong(memory.getInt(found + GROUP_GID));
    } finally {
      Reference.reachabilityFence(name);
    }
  }

  private String text(long pointer) {
    long address = memory.getAddress(pointer);
    return address == 0
        ? ""
        : new String(memory.getZeroTerminatedByteArray(address), StandardCharsets.UTF_8);
  }

  private static ByteBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }
}
