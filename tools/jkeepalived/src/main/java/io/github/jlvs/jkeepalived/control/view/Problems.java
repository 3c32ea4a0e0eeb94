// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.snapshot.Dated;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RouterStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What somebody should look at. A real server that is down while others do its work is no problem
 * of the director's, and is not among them.
 */
final class Problems {
  /** A loop publishes within a second where somebody reads, unless it hangs. */
  private static final Duration LONG_SILENT = Duration.ofSeconds(10);

  /**
   * One of them.
   *
   * @param kind ROUTER, SERVICE, TABLE, RELOAD or DAEMON
   * @param name whose
   * @param text in a sentence
   */
  record Problem(String kind, String name, String text) {}

  private Problems() {}

  static List<Problem> of(Seen seen, List<ServerView> servers) {
    List<Problem> all = new ArrayList<>();
    if (!seen.snapshot().reloads().started()) {
      all.add(new Problem("DAEMON", "start", "The start is not over yet"));
    }
    all.addAll(silentParts(seen));
    for (RouterStatus router : seen.snapshot().routerStatuses()) {
      if (router.state() == State.FAULT) {
        String name = router.setup().name();
        all.add(new Problem("ROUTER", name, "FAULT: " + String.join(", ", Faults.of(router))));
      }
    }
    seen.snapshot()
        .rivals()
        .forEach(
            (name, other) ->
                all.add(
                    new Problem(
                        "ROUTER",
                        name,
                        "Two masters: "
                            + IpAddresses.format(other)
                            + " is one too; jlvs-doctor, run on both, says why")));
    for (ServerView server : servers) {
      service(server).ifPresent(all::add);
    }
    failures(seen).forEach(failure -> all.add(new Problem("TABLE", "IPVS", failure)));
    seen.snapshot()
        .reloads()
        .last()
        .filter(last -> !last.taken())
        .ifPresent(
            last -> all.add(new Problem("RELOAD", seen.facts().configuration(), last.words())));
    return all;
  }

  /** Threads that do not answer, in words. */
  static List<String> silent(Seen seen) {
    return silentParts(seen).stream().map(Problem::text).toList();
  }

  /** What cannot be read of the kernel's table, or written to it, in words. */
  static List<String> failures(Seen seen) {
    List<String> all = new ArrayList<>();
    seen.actual().refusal().ifPresent(why -> all.add("The table cannot be read: " + why));
    seen.snapshot().table().ifPresent(written -> all.addAll(written.report().failures()));
    return all;
  }

  private static List<Problem> silentParts(Seen seen) {
    List<Problem> all = new ArrayList<>();
    silent("virtual routers", seen.snapshot().routers(), seen.now()).ifPresent(all::add);
    silent("virtual servers", seen.snapshot().servers(), seen.now()).ifPresent(all::add);
    return all;
  }

  private static Optional<Problem> silent(
      String part, Optional<? extends Dated<?>> published, Instant now) {
    return published
        .map(each -> Duration.between(each.when(), now))
        .filter(age -> age.compareTo(LONG_SILENT) > 0)
        .map(
            age ->
                new Problem(
                    "DAEMON",
                    part,
                    "The thread of the "
                        + part
                        + " has not answered for "
                        + age.toSeconds()
                        + " s: what is shown of them is as old"));
  }

  private static Optional<Problem> service(ServerView server) {
    if (server.resting()) {
      return Optional.empty();
    }
    if (server.isSorry()) {
      return Optional.of(
          new Problem(
              "SERVICE", server.name(), "The sorry server takes the connections: " + up(server)));
    }
    String kept = kept(server.in(ServerView.Pool.POOLED_DOWN));
    if (server.up() == 0) {
      long disabled = server.in(ServerView.Pool.DISABLED);
      return Optional.of(
          new Problem(
              "SERVICE",
              server.name(),
              "No real server is up"
                  + (disabled == 0 ? "" : " of those that are not disabled")
                  + kept));
    }
    if (server.in(ServerView.Pool.UP) == 0 && kept.isEmpty()) {
      return Optional.of(
          new Problem(
              "SERVICE",
              server.name(),
              "No real server takes new connections: all that are up are drained"));
    }
    if (server.status().quorumStands()) {
      return kept.isEmpty()
          ? Optional.empty()
          : Optional.of(new Problem("SERVICE", server.name(), "Only " + up(server) + kept));
    }
    return Optional.of(
        new Problem("SERVICE", server.name(), "The quorum is lost: " + up(server) + kept));
  }

  private static String up(ServerView server) {
    return server.up() + " of " + server.servers().size() + " real servers up";
  }

  /** Clients are sent to them, and may wait in vain. */
  private static String kept(long servers) {
    return switch ((int) Math.min(servers, 2)) {
      case 0 -> "";
      case 1 -> "; 1 that is down stays pooled";
      default -> "; " + servers + " that are down stay pooled";
    };
  }
}
