// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.internal;

/**
 * The C library's functions about named pipes in use. Apart from {@link Libc}: binding a function
 * takes time at each start, and few programs make one.
 */
public interface PipeFunctions {
  int mkfifo(String path, int mode);
}
