// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import static java.util.stream.Collectors.joining;

import io.github.jlvs.jkeepalived.control.command.Caller;
import io.github.jlvs.jkeepalived.control.command.Command;
import io.github.jlvs.jkeepalived.control.http.Body;
import io.github.jlvs.jkeepalived.control.http.HttpRequest;
import io.github.jlvs.jkeepalived.control.http.HttpResponse;
import io.github.jlvs.jkeepalived.control.view.ActualTable;
import io.github.jlvs.jkeepalived.control.view.DaemonFacts;
import io.github.jlvs.jkeepalived.control.view.ExpositionFormat;
import io.github.jlvs.jkeepalived.control.view.KnownLabels;
import io.github.jlvs.jkeepalived.control.view.Page;
import io.github.jlvs.jkeepalived.control.view.Rendered;
import io.github.jlvs.jkeepalived.control.view.Seen;
import io.github.jlvs.jkeepalived.control.view.Wanted;
import io.github.jlvs.jkeepalived.snapshot.CurrentSnapshot;
import io.github.jlvs.jkeepalived.snapshot.Snapshot;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers with pages of the daemon's snapshot; those who ask at the same time share one. */
final class SnapshotAnswerer implements Answerer {
  private static final long SHARED = TimeUnit.MILLISECONDS.toNanos(100);

  /** Numbers that fit. */
  private static final Pattern SINCE = Pattern.compile("\\?since=([0-9]{1,18})");

  private static final List<String> HARMLESS =
      List.of(
          "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:",
          "X-Content-Type-Options: nosniff",
          "X-Frame-Options: DENY",
          "Referrer-Policy: no-referrer");

  private final CurrentSnapshot current;
  private final KernelTable table;
  private final DaemonFacts facts;
  private final Commands commands;
  private final LongSupplier clock;
  private final KnownLabels labels = new KnownLabels();
  private final Map<Page, Shared> rendered = new EnumMap<>(Page.class);

  /**
   * For whom else it is: those that want the same.
   *
   * @param body kept by those alone to whom it is written: of ten thousand servers it has megabytes
   */
  private record Shared(Wanted wanted, int status, WeakReference<Body> body, long nanos) {}

  SnapshotAnswerer(
      CurrentSnapshot current,
      KernelTable table,
      DaemonFacts facts,
      Commands commands,
      LongSupplier clock) {
    this.current = current;
    this.table = table;
    this.facts = facts;
    this.commands = commands;
    this.clock = clock;
  }

  @Override
  public void renew(List<HttpRequest> requests) {
    if (requests.stream()
        .anyMatch(each -> Page.at(path(each)).filter(Page::showsState).isPresent())) {
      current.renew();
    }
  }

  @Override
  public boolean isRenewing() {
    return current.isAwaited();
  }

  @Override
  public HttpResponse answer(HttpRequest request) {
    String path = path(request);
    Optional<Page> page = Page.at(path);
    if (page.isEmpty()) {
      return commands.at(path).isPresent()
          ? error(405, path + " is asked for with POST", List.of("Allow: POST"))
          : nothingAt(request);
    }
    if (!request.method().equals("GET")) {
      return error(405, path + " can be read with GET alone", List.of("Allow: GET"));
    }
    Wanted wanted = new Wanted(0, ExpositionFormat.of(request.accept()));
    if (!path.equals(request.target())) {
      if (!page.get().takesSince()) {
        return takesNoParameters(path);
      }
      Matcher after = SINCE.matcher(request.target().substring(path.length()));
      if (!after.matches()) {
        return refuse(
            400, path + " takes since=N alone, the number of the last event that is known");
      }
      wanted = new Wanted(Long.parseLong(after.group(1)), wanted.format());
    }
    Optional<Snapshot> snapshot = current.now();
    return snapshot.isPresent()
        ? shared(page.get(), wanted, snapshot.get())
        : refuse(503, "the daemon has not read its configuration yet: ask again soon");
  }

  @Override
  public CompletionStage<HttpResponse> begin(HttpRequest request, Caller caller) {
    String path = path(request);
    Optional<Command> command = commands.at(path);
    HttpResponse refusal;
    if (command.isEmpty()) {
      refusal = Page.at(path).isPresent() ? answer(request) : nothingAt(request);
    } else if (!path.equals(request.target())) {
      refusal = takesNoParameters(path);
    } else {
      return commands.begin(command.get(), request.body(), caller);
    }
    return CompletableFuture.completedFuture(refusal);
  }

  private static String path(HttpRequest request) {
    int query = request.target().indexOf('?');
    return query < 0 ? request.target() : request.target().substring(0, query);
  }

  private HttpResponse nothingAt(HttpRequest request) {
    String others = commands.paths().stream().map(path -> ", POST " + path).collect(joining());
    return refuse(
        404, "there is nothing at " + request.target() + "; there are " + Page.paths() + others);
  }

  private HttpResponse takesNoParameters(String path) {
    return refuse(400, path + " takes no parameters: leave out what follows '?'");
  }

  private HttpResponse shared(Page page, Wanted wanted, Snapshot snapshot) {
    long now = clock.getAsLong();
    Shared before = rendered.get(page);
    if (before != null && before.wanted().equals(wanted) && now - before.nanos() < SHARED) {
      Body body = before.body().get();
      if (body != null) {
        return response(page, wanted, before.status(), body);
      }
    }
    boolean serves = !snapshot.configuration().virtualServers().isEmpty();
    ActualTable actual = serves && page.showsState() ? table.now() : ActualTable.UNREAD;
    Seen seen = new Seen(snapshot, actual, facts, Instant.now(), current.events(), wanted, labels);
    Rendered answer = page.render(seen);
    rendered.put(
        page,
        new Shared(wanted, answer.status(), new WeakReference<>(answer.body()), clock.getAsLong()));
    return response(page, wanted, answer.status(), answer.body());
  }

  /** A browser shows it as what it is, and neither runs nor fetches anything for it. */
  private static HttpResponse response(Page page, Wanted wanted, int status, Body body) {
    return new HttpResponse(
        status, page.contentType(wanted), page == Page.HTML ? HARMLESS : List.of(), body);
  }

  @Override
  public HttpResponse refuse(int status, String why) {
    return error(status, why, List.of());
  }

  private static HttpResponse error(int status, String why, List<String> fields) {
    return new HttpResponse(status, "application/json", fields, Page.error(status, why));
  }
}
