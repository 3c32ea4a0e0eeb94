// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be asked for. */
public enum Page {
  /** How the daemon is, on one page. */
  STATUS("/v1/status"),
  /** Virtual routers. */
  ROUTERS("/v1/routers"),
  /** Virtual services. */
  SERVICES("/v1/services"),
  /** Real servers. */
  SERVERS("/v1/servers"),
  /** Reloads. */
  RELOADS("/v1/reloads"),
  /** For Prometheus. */
  METRICS("/metrics");

  private static final String JSON = "application/json";

  private final String path;

  Page(String path) {
    this.path = path;
  }

  /** The one at a path. */
  public static Optional<Page> at(String path) {
    return Arrays.stream(values()).filter(page -> page.path.equals(path)).findFirst();
  }

  /** All paths, for people. */
  public static String paths() {
    return Arrays.stream(values()).map(Page::path).collect(Collectors.joining(", "));
  }

  /** Where it is. */
  public String path() {
    return path;
  }

  /** What it is written in. */
  public String contentType() {
    return this == METRICS ? Exposition.CONTENT_TYPE : JSON;
  }

  /** Writes it. */
  public byte[] render(Seen seen) {
    return switch (this) {
      case STATUS -> StatusView.status(seen);
      case ROUTERS -> RouterViews.all(seen);
      case SERVICES -> ServiceViews.services(seen);
      case SERVERS -> ServiceViews.servers(seen);
      case RELOADS -> StatusView.reloads(seen);
      case METRICS -> Metrics.of(seen);
    };
  }

  /** What there is to say of a command that is done, as an answer. */
  public static byte[] done(List<String> lines) {
    return Json.object(json -> json.texts("done", lines));
  }

  /** What went wrong, in a sentence, as an answer. */
  public static byte[] error(int status, String text) {
    return Json.object(json -> json.number("status", status).text("error", text));
  }
}
