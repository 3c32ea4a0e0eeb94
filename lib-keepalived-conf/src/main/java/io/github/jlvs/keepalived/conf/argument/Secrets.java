// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import java.util.Locale;

/**
 * Which lines no message and no explanation repeats: passwords, and addresses and headers of HTTP
 * that may hold one.
 */
public final class Secrets {
  private Secrets() {}

  /**
   * Whether what stands behind a keyword may be a secret.
   *
   * @param keyword its name, that of an unknown one too
   * @return true if so
   */
  public static boolean mayFollow(String keyword) {
    String word = keyword.toLowerCase(Locale.ROOT);
    boolean path = word.endsWith("_file");
    boolean address = word.equals("notify_webhook");
    boolean credentials = word.equals("header") || word.equals("http_user");
    return !path
        && (word.contains("pass")
            || word.contains("secret")
            || word.equals("key")
            || address
            || credentials);
  }
}
