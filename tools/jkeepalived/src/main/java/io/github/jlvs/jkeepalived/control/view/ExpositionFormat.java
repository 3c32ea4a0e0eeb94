// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.control.http.Accept;
import io.github.jlvs.jkeepalived.control.http.MediaType;

/** In which metrics can be had: the same numbers under the same names. */
public enum ExpositionFormat {
  /** Prometheus' text format 0.0.4, which all that scrape read. */
  PROMETHEUS("text/plain", "0.0.4"),
  /** OpenMetrics 1.0, which says of what unit they are and where it ends. */
  OPENMETRICS("application/openmetrics-text", "1.0.0");

  private final String type;
  private final String version;

  ExpositionFormat(String type, String version) {
    this.type = type;
    this.version = version;
  }

  private MediaType mediaType() {
    return new MediaType(type, version);
  }

  /** As the field Content-Type says it. */
  String contentType() {
    return mediaType().inUtf8();
  }

  /** OpenMetrics for those alone that like it more. */
  public static ExpositionFormat of(Accept accept) {
    return accept.prefers(OPENMETRICS.mediaType(), PROMETHEUS.mediaType())
        ? OPENMETRICS
        : PROMETHEUS;
  }
}
