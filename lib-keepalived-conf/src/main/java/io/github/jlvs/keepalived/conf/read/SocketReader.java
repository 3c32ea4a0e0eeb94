// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.vrrp.linux.RouterSetup;

/** Reads how a virtual router uses its interface and its sockets. */
final class SocketReader {
  /** What is asked for beyond it is not given: the memory is the kernel's. */
  private static final int LARGEST_BUFFER = 1 << 24;

  static final Keywords<SocketReader> KEYWORDS =
      Keywords.<SocketReader>none()
          .on(
              keyword("kernel_rx_buf_size", number(0, Integer.MAX_VALUE))
                  .byDefault(Standard.sameAs("vrrp_rx_bufs_policy").orElse(16384))
                  .says("Octets of the socket's receive buffer, if that is more"),
              (reader, octets) -> reader.receiveBuffer = octets.orElse(0))
          .checked(
              keyword("linkbeat_use_polling", presence())
                  .says("Taken; the kernel tells of each change of the link"))
          .checked(
              keyword("debug", number(0, Integer.MAX_VALUE))
                  .says("Taken; `-D` logs more of all instances"));

  private int receiveBuffer;

  SocketReader(int receiveBuffer) {
    this.receiveBuffer = receiveBuffer;
  }

  RouterSetup.Builder addTo(RouterSetup.Builder router) {
    return router.receiveBuffer(Math.min(LARGEST_BUFFER, receiveBuffer));
  }
}
