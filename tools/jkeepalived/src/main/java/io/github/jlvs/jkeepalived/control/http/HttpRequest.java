// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

/**
 * What is asked for.
 *
 * @param method as it came, a token
 * @param target where, from its first slash; visible ASCII, not decoded
 * @param body what came with it, read as UTF-8; empty where nothing did
 */
public record HttpRequest(String method, String target, String body) {
  /** One without a body. */
  public HttpRequest(String method, String target) {
    this(method, target, "");
  }

  /** Whether something is to be done, and not only read. */
  public boolean isPost() {
    return method.equals("POST");
  }
}
