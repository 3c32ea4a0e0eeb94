// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

/** What makes a captured advertisement worthless. In both ways the sequence of a sender grows. */
public enum AntiReplay {
  /**
   * Its time must also be near the receiver's, within the window. The clocks of the routers must
   * agree; a message that a receiver has never heard, or has forgotten in a restart, can be played
   * to it for the length of the window at most.
   */
  TIME,
  /**
   * The sequence must grow, and that is all: for routers whose clocks can't be kept together.
   *
   * <p>The price: to a receiver that was restarted any message can be played that was ever signed
   * with the key, until it hears the sender itself; and a sender that starts again with an earlier
   * clock is refused until its clock is past where it was, or the receiver is restarted.
   */
  MONOTONIC;

  /**
   * The name in keepalived.conf.
   *
   * @return {@code time} or {@code monotonic}
   */
  public String keyword() {
    return this == TIME ? "time" : "monotonic";
  }
}
