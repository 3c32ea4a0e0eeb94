// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.track;

import io.github.jlvs.vrrp.tracking.TrackedState;

/** Takes how the things are that virtual routers track. */
@FunctionalInterface
public interface TrackedThings {
  /**
   * Something is so from now on. Never blocks.
   *
   * @param thing the name under which virtual routers track it
   * @param state how it is
   */
  void report(String thing, TrackedState state);
}
