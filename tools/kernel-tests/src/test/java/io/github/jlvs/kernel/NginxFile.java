// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel;

/** A configuration of nginx that runs in the lab, where /run and /tmp are a host's own. */
public final class NginxFile {
  private NginxFile() {}

  /**
   * A whole file.
   *
   * @param http what stands in its block http
   * @return its text
   */
  public static String with(String http) {
    return """
        user root; worker_processes 1; daemon off; error_log stderr; pid /run/nginx.pid;
        events { }
        http {
          client_body_temp_path /tmp/n1; proxy_temp_path /tmp/n2; fastcgi_temp_path /tmp/n3;
          uwsgi_temp_path /tmp/n4; scgi_temp_path /tmp/n5;
          %s
        }
        """
        .formatted(http);
  }
}
