// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

/**
 * What is asked for.
 *
 * @param method as it came, a token
 * @param target where, from its first slash; visible ASCII, not decoded
 * @param accept what the answer may be written in
 * @param body what came with it, read as UTF-8; empty where nothing did
 */
public record HttpRequest(String method, String target, Accept accept, String body) {
  /** One without a body, whose answer may be written in anything. */
  public HttpRequest(String method, String target) {
    this(method, target, Accept.ANYTHING, "");
  }

  HttpRequest withBody(String text) {
    return new HttpRequest(method, target, accept, text);
  }

  /** Whether something is to be done, and not only read. */
  public boolean isPost() {
    return method.equals("POST");
  }
}
