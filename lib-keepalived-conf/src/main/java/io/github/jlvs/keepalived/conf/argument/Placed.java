// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

/** A value that carries where it was read. */
public interface Placed {
  /**
   * The value itself.
   *
   * @return what was read
   */
  Object value();
}
