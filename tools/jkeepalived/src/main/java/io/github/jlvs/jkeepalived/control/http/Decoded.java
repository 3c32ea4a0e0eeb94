// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

/** What came of reading. */
public sealed interface Decoded {
  /** The request is not there whole yet. */
  record Unfinished() implements Decoded {}

  /**
   * It is.
   *
   * @param request the request
   */
  record Whole(HttpRequest request) implements Decoded {}

  /**
   * It is none that could be answered.
   *
   * @param status the status of the answer, 400 to 505
   * @param why in a sentence
   */
  record Refused(int status, String why) implements Decoded {}
}
