// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the client got.
 *
 * @param status curl's exit status
 * @param body the bytes, as text
 */
public record Page(int status, String body) {
  private static final Pattern WELCOME =
      Pattern.compile("<h1>(Welcome to tengine! I'm (rs[12]))</h1>");

  /** Whether it is the guide's page. */
  public boolean welcome() {
    return status == 0 && WELCOME.matcher(body).find();
  }

  /** The real server that the page names; empty where it is not the guide's page. */
  public String server() {
    Matcher matcher = WELCOME.matcher(body);
    return matcher.find() ? matcher.group(2) : "";
  }

  /** Its heading, or what happened in its place. */
  @Override
  public String toString() {
    Matcher matcher = WELCOME.matcher(body);
    return matcher.find() ? matcher.group(1) : "no page, curl's exit status is " + status;
  }
}
