// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.internal;

/**
 * The C library's functions of netdb.h in use. Apart from {@link Libc}: binding a function takes
 * time at each start, and few programs look names up.
 */
public interface Netdb {
  long gethostbyname(long name);

  long gethostbyaddr(long address, int length, int type);
}
