// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.fake;

import io.github.jlvs.linux.Errno;

/** A command that the fake kernel refuses. */
final class Refused extends RuntimeException {
  private final Errno errno;

  Refused(Errno errno) {
    super(errno.toString());
    this.errno = errno;
  }

  Errno errno() {
    return errno;
  }
}
