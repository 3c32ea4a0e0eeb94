// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

/** What a request says of its version and of its connection: keepalived's {@code http_protocol}. */
public enum HttpVersion {
  /** HTTP/1.0 ({@code 1.0}), keepalived's default. */
  HTTP_1_0("HTTP/1.0", false),
  /** HTTP/1.0 with {@code Connection: close} ({@code 1.0C}). */
  HTTP_1_0_CLOSE("HTTP/1.0", true),
  /** HTTP/1.1 with {@code Connection: close} ({@code 1.1}). */
  HTTP_1_1("HTTP/1.1", true);

  private final String text;
  private final boolean saysClose;

  HttpVersion(String text, boolean saysClose) {
    this.text = text;
    this.saysClose = saysClose;
  }

  /**
   * The version in the request line.
   *
   * @return for example {@code HTTP/1.0}
   */
  public String text() {
    return text;
  }

  /**
   * Whether the request has {@code Connection: close}.
   *
   * @return true but for {@link #HTTP_1_0}
   */
  public boolean saysClose() {
    return saysClose;
  }
}
