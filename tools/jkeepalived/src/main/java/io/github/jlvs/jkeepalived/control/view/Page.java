// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.control.http.Body;
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
  /** The kernel's table beside what is wanted in it. */
  TABLE("/v1/table"),
  /** Reloads. */
  RELOADS("/v1/reloads"),
  /** What has happened. */
  EVENTS("/v1/events"),
  /** For Prometheus. */
  METRICS("/metrics", Type.TEXT),
  /** For dashboards that were made for keepalived's exporter. */
  EXPORTER("/metrics/exporter", Type.TEXT),
  /** For a browser. */
  HTML("/", "text/html; charset=utf-8"),
  /** For monitoring plugins. */
  ALERTS("/alerts", Type.TEXT),
  /** Whether its threads turn. */
  HEALTHZ("/healthz", Type.TEXT),
  /** Whether it does its work. */
  READYZ("/readyz", Type.TEXT);

  private static final class Type {
    static final String JSON = "application/json";
    static final String TEXT = "text/plain; charset=utf-8";
  }

  private final String path;
  private final String contentType;

  Page(String path) {
    this(path, Type.JSON);
  }

  Page(String path, String contentType) {
    this.path = path;
    this.contentType = contentType;
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

  /** What it is written in, for that reader. */
  public String contentType(Wanted wanted) {
    return hasMetrics() ? wanted.format().contentType() : contentType;
  }

  private boolean hasMetrics() {
    return this == METRICS || this == EXPORTER;
  }

  /** Whether a reader may say after which event it asks. */
  public boolean takesSince() {
    return this == EVENTS;
  }

  /** Whether it shows how all is now, and not only what has happened. */
  public boolean showsState() {
    return this != EVENTS;
  }

  /** Writes it. */
  public Rendered render(Seen seen) {
    return switch (this) {
      case STATUS -> Rendered.ok(StatusView.status(seen));
      case ROUTERS -> Rendered.ok(RouterViews.all(seen));
      case SERVICES -> Rendered.ok(ServiceViews.services(seen));
      case SERVERS -> Rendered.ok(ServiceViews.servers(seen));
      case TABLE -> Rendered.ok(TableView.json(seen));
      case RELOADS -> Rendered.ok(StatusView.reloads(seen));
      case EVENTS -> Rendered.ok(EventViews.after(seen));
      case METRICS -> Rendered.ok(Metrics.of(seen));
      case EXPORTER -> Rendered.ok(Metrics.byExporter(seen));
      case HTML -> Rendered.ok(HtmlPage.of(seen));
      case ALERTS -> Rendered.ok(Alerts.of(seen));
      case HEALTHZ -> Health.live(seen);
      case READYZ -> Health.ready(seen);
    };
  }

  /** What there is to say of a command that is done, and of what was wrong then, as an answer. */
  public static Body done(List<String> lines, List<String> failures) {
    return Json.object(json -> json.texts("done", lines).texts("failed", failures));
  }

  /** What went wrong, in a sentence, as an answer. */
  public static Body error(int status, String text) {
    return Json.object(json -> json.number("status", status).text("error", text));
  }
}
