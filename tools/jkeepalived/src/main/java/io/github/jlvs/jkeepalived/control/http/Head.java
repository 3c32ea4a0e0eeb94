// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

/** What the head of a request says. */
sealed interface Head {
  /**
   * A request that can be answered once its body is there.
   *
   * @param request still without its body
   * @param bodyLength in octets, 0 to {@value RequestDecoder#LONGEST_BODY}
   */
  record Understood(HttpRequest request, int bodyLength) implements Head {}

  /** None. */
  record Refused(Decoded.Refused refusal) implements Head {}
}
