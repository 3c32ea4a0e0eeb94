// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.internal;

/**
 * The C library's functions about processes and users in use. Apart from {@link Libc}: binding a
 * function takes time at each start, and few programs start others. posix_spawn(3) is not here: it
 * has six parameters, see {@link Libc}.
 */
public interface ProcessFunctions {
  int posix_spawnattr_init(long attributes);

  int posix_spawnattr_destroy(long attributes);

  int posix_spawnattr_setflags(long attributes, short flags);

  int posix_spawnattr_setpgroup(long attributes, int group);

  int posix_spawnattr_setsigmask(long attributes, long signals);

  int posix_spawnattr_setsigdefault(long attributes, long signals);

  int posix_spawn_file_actions_init(long actions);

  int posix_spawn_file_actions_destroy(long actions);

  int posix_spawn_file_actions_addopen(
      long actions, int descriptor, long path, int flags, int mode);

  int posix_spawn_file_actions_adddup2(long actions, int from, int to);

  int posix_spawn_file_actions_addclose(long actions, int descriptor);

  int posix_spawn_file_actions_addclosefrom_np(long actions, int first);

  int waitid(int kind, int id, long information, int options);

  int syscall(long number, long first, long second);

  long getpwnam(long name);

  long getgrnam(long name);
}
