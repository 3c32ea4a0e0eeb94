// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jlvs.net.Quoted;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * A header of a request. {@code toString} shows the value, but not of those that carry a secret.
 *
 * @param name a token of RFC 9110, section 5.6.2
 * @param value any text without control characters but the tab
 */
public record HttpHeader(String name, String value) {
  private static final Set<String> SECRET =
      Set.of("authorization", "proxy-authorization", "cookie");

  /**
   * Refuses whatever would end the header and begin something else.
   *
   * @throws IllegalArgumentException if the name is no token or the value has a control character;
   *     the message does not show the value
   */
  public HttpHeader {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    if (!Tokens.isToken(name)) {
      throw new IllegalArgumentException(
          Quoted.quote(name)
              + " is no name of an HTTP header: letters, digits and !#$%&'*+-.^_`|~ are");
    }
    if (value.chars().anyMatch(HttpHeader::isControl)) {
      throw new IllegalArgumentException(
          "the value of the HTTP header "
              + name
              + " has a line end or another control character: leave it out");
    }
  }

  private static boolean isControl(int c) {
    return c != '\t' && Character.isISOControl(c);
  }

  /**
   * Basic authentication (RFC 7617), in UTF-8.
   *
   * @param user who asks; without a colon, at which the name would end
   * @param password the password, which no message and no {@code toString} shows
   * @return the header
   * @throws IllegalArgumentException if the user has a colon
   */
  public static HttpHeader basicAuthentication(String user, String password) {
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "a user of basic authentication has no colon, got " + Quoted.quote(user));
    }
    byte[] credentials = (user + ":" + password).getBytes(UTF_8);
    return new HttpHeader(
        "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  /**
   * Whether this is a header of that name; the case does not count.
   *
   * @param other a name
   * @return whether it is its name
   */
  public boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }

  @Override
  public String toString() {
    return name + ": " + (SECRET.contains(name.toLowerCase(Locale.ROOT)) ? "(not shown)" : value);
  }
}
