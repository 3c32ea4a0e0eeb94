// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.time.Instant;

/** What was seen on a wire, as far as the lab understands it. */
public sealed interface Frame permits VrrpAdvert, ArpFrame, TcpSegment, OtherFrame {

  /**
   * When the kernel saw it, to the microsecond.
   *
   * @return the time of capture
   */
  Instant time();

  /**
   * The Ethernet address it came from.
   *
   * @return such as {@code 02:00:0a:01:50:5b}
   */
  String sourceMac();

  /**
   * The Ethernet address it was sent to.
   *
   * @return such as {@code ff:ff:ff:ff:ff:ff}
   */
  String destinationMac();
}
