// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.net;

import jnr.ffi.LibraryLoader;

/** The C library's own reading and writing of addresses, as the measure of ours. */
public interface InetText {
  static InetText load() {
    return LibraryLoader.create(InetText.class).load("c");
  }

  int inet_pton(int family, String text, byte[] address);

  long inet_ntop(int family, byte[] address, byte[] text, int size);
}
