// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

/** The text of a virtual server that has one real server, checked each second from the start. */
final class CheckedService {
  private CheckedService() {}

  /**
   * Of 10.1.80.90.
   *
   * @param port the port, by which tests tell virtual servers apart
   * @param lines what it says besides, a keyword a line
   * @param realServer address and port of the real server
   * @param check its checker, with the braces
   */
  static String of(int port, String protocol, String lines, String realServer, String check) {
    return """
        virtual_server 10.1.80.90 %d {
          protocol %s
          lb_algo rr
          lb_kind NAT
          delay_loop 1
          warmup 0
          %s
          real_server %s {
            %s
          }
        }
        """
        .formatted(port, protocol, lines, realServer, check);
  }
}
