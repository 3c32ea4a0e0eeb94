// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

/** Flags of open(2), eventfd(2), signalfd(2), epoll_create1(2) (asm-generic/fcntl.h). */
final class OpenFlags {
  static final int O_NOCTTY = 0x100;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;

  private OpenFlags() {}
}
