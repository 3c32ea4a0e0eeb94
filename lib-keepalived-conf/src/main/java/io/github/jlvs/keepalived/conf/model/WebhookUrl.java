// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.net.URI;
import java.util.Locale;

/**
 * Where changes are told by HTTP. Its path, its query and its user may be secrets, so only {@link
 * #toString} is for messages.
 *
 * @param uri an absolute address of http or https, without a fragment
 */
public record WebhookUrl(URI uri) {

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException if it is none of HTTP; the message does not repeat it
   */
  public WebhookUrl {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (!http || uri.getHost() == null || uri.getFragment() != null) {
      throw new IllegalArgumentException("no address of http or https");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65535) {
      throw new IllegalArgumentException("a port is 1 to 65535");
    }
  }

  /**
   * Whether it is encrypted, and the server proves who it is.
   *
   * @return true for https
   */
  public boolean isEncrypted() {
    return uri.getScheme().equalsIgnoreCase("https");
  }

  /**
   * What may be shown of it.
   *
   * @return scheme, host and port
   */
  @Override
  public String toString() {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port;
  }
}
