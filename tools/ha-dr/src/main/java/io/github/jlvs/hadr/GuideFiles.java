// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The guide's files of a host, and the variants of them that the guide speaks of.
 *
 * @param directory the directory of the sample, with one directory for each host
 */
public record GuideFiles(Path directory) {

  /** keepalived.conf as the guide prints it. */
  public String configuration(String host) {
    return text(host, "keepalived.conf");
  }

  /**
   * keepalived.conf with the guide's lines for unicast, which stand there as comments, in force.
   */
  public String unicastConfiguration(String host) {
    return changed(
        host, "(?m)^([ \\t]*)# (unicast_src_ip .*|unicast_peer \\{|[0-9.]+|\\})[ \\t]*$", "$1$2");
  }

  /** keepalived.conf with another virtual_router_id. */
  public String configurationWithRouterId(String host, int routerId) {
    return changed(host, "virtual_router_id 51", "virtual_router_id " + routerId);
  }

  private String changed(String host, String pattern, String replacement) {
    String before = configuration(host);
    String after = before.replaceAll(pattern, replacement);
    if (after.equals(before)) {
      throw new IllegalStateException(
          "no line of %s/keepalived.conf is as in the guide: %s".formatted(host, pattern));
    }
    return after;
  }

  /** The configuration of nginx. */
  public String nginx(String host) {
    return text(host, "nginx.conf");
  }

  /** The page that a real server shows. */
  public String page(String host) {
    return text(host, "html/index.html");
  }

  private String text(String host, String file) {
    try {
      return Files.readString(directory.resolve(host).resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the guide's file " + file + " of " + host, e);
    }
  }
}
