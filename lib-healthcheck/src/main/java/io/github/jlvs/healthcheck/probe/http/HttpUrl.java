// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import io.github.jlvs.net.Quoted;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing to ask a web server for, and what its answer must be: keepalived's {@code url}.
 *
 * @param path path and query, from the first slash; nothing is escaped for you
 * @param method the method, {@code GET} or {@code HEAD} usually; no body is sent with any
 * @param virtualHost what {@code Host} says; empty for the address and the port that are connected
 *     to
 * @param headers further headers; one that is named as one of the check's own stands in its place
 * @param expected what the answer must be
 */
public record HttpUrl(
    String path,
    String method,
    Optional<String> virtualHost,
    List<HttpHeader> headers,
    HttpExpectation expected) {

  /**
   * Refuses what would make another request than is meant.
   *
   * @throws IllegalArgumentException if the path has no slash in front or a blank or control
   *     character in it, the method is no token or the virtual host no word
   */
  public HttpUrl {
    headers = List.copyOf(headers);
    Objects.requireNonNull(expected, "expected");
    if (!path.startsWith("/") || !Tokens.isWord(path)) {
      throw new IllegalArgumentException(
          "a path begins with a slash and has no blanks, got "
              + Quoted.quote(path)
              + ": write a blank as %20");
    }
    if (!Tokens.isToken(method)) {
      throw new IllegalArgumentException(
          Quoted.quote(method) + " is no HTTP method: GET and HEAD are");
    }
    if (virtualHost.isPresent() && !Tokens.isWord(virtualHost.get())) {
      throw new IllegalArgumentException(
          "a virtual host is a name without blanks, got " + Quoted.quote(virtualHost.get()));
    }
  }

  /**
   * A page that must be there.
   *
   * @param path path and query, from the first slash
   * @return a {@code GET} of it that expects any status from 200 to 299
   */
  public static HttpUrl get(String path) {
    return new HttpUrl(path, "GET", Optional.empty(), List.of(), HttpExpectation.DEFAULT);
  }

  /**
   * This URL, asked for in another way.
   *
   * @param other the method
   * @return the URL
   */
  public HttpUrl withMethod(String other) {
    return new HttpUrl(path, other, virtualHost, headers, expected);
  }

  /**
   * This URL of a virtual host.
   *
   * @param host what {@code Host} says
   * @return the URL
   */
  public HttpUrl withVirtualHost(String host) {
    return new HttpUrl(path, method, Optional.of(host), headers, expected);
  }

  /**
   * This URL with other headers.
   *
   * @param others the headers, instead of those so far
   * @return the URL
   */
  public HttpUrl withHeaders(HttpHeader... others) {
    return new HttpUrl(path, method, virtualHost, List.of(others), expected);
  }

  /**
   * This URL with another expectation.
   *
   * @param expectation what the answer must be
   * @return the URL
   */
  public HttpUrl withExpected(HttpExpectation expectation) {
    return new HttpUrl(path, method, virtualHost, headers, expectation);
  }
}
