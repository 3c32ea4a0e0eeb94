// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.internal;

/**
 * The C library's functions of sys/inotify.h. Apart from {@link Libc}: binding a function takes
 * time at each start, and few programs watch files.
 */
public interface InotifyFunctions {
  int inotify_init1(int flags);

  int inotify_add_watch(int fd, long path, int mask);

  int inotify_rm_watch(int fd, int watch);
}
