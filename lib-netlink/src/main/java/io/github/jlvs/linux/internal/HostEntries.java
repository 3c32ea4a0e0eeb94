// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.internal;

import com.kenai.jffi.MemoryIO;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import jnr.ffi.LibraryLoader;

/** Host entries of netdb.h. Thread-safe: one lookup at a time. */
public final class HostEntries {
  // struct hostent, 64-bit layout of netdb.h.
  private static final int HOSTENT_NAME = 0;
  private static final int HOSTENT_LENGTH = 20;
  private static final int HOSTENT_ADDRESSES = 24;

  private final Netdb netdb = LibraryLoader.create(Netdb.class).load("c");
  private final MemoryIO memory = MemoryIO.getInstance();

  /** Holder: the functions are bound when the first name is looked up. */
  private static final class Loaded {
    static final HostEntries INSTANCE = new HostEntries();

    private Loaded() {}
  }

  private HostEntries() {}

  /**
   * The entries of this process; libc has room for one, and writes the next over the last.
   *
   * @return the same at each call
   */
  public static HostEntries get() {
    return Loaded.INSTANCE;
  }

  /**
   * gethostbyname(3).
   *
   * @param name direct memory: the name and a byte of zero behind it
   * @return the four bytes of the first IPv4 address, empty where there is none
   */
  public synchronized byte[] address(ByteBuffer name) {
    try {
      long host = netdb.gethostbyname(memory.getDirectBufferAddress(name) + name.position());
      boolean found = host != 0 && memory.getInt(host + HOSTENT_LENGTH) == Integer.BYTES;
      byte[] first = new byte[found ? Integer.BYTES : 0];
      if (found) {
        long addresses = memory.getAddress(host + HOSTENT_ADDRESSES);
        memory.getByteArray(memory.getAddress(addresses), first, 0, first.length);
      }
      return first;
    } finally {
      Reference.reachabilityFence(name);
    }
  }

  /**
   * gethostbyaddr(3).
   *
   * @param address direct memory: the bytes of the address
   * @param family AF_INET or AF_INET6
   * @return the bytes of the name, empty where there is none
   */
  public synchronized byte[] name(ByteBuffer address, int family) {
    try {
      long host =
          netdb.gethostbyaddr(
              memory.getDirectBufferAddress(address) + address.position(),
              address.remaining(),
              family);
      return host == 0
          ? new byte[0]
          : memory.getZeroTerminatedByteArray(memory.getAddress(host + HOSTENT_NAME));
    } finally {
      Reference.reachabilityFence(address);
    }
  }
}
