// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.control.view.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Reads a daemon's events, and goes on reading: it asks for those after the last that it has seen.
 * A daemon that was started again has another {@code boot}, and its numbers begin anew.
 */
final class EventReader {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final DaemonClient daemon;
  private final EventsWish wish;
  private final JkeepalivedCtl.Surroundings surroundings;
  private final Listing listing;

  /** After which event it asks. */
  private long since;

  /** What the daemon called its run at the last answer; none before the first. */
  private Optional<String> boot = Optional.empty();

  /** Older ones are not wanted. */
  private Instant from = Instant.MIN;

  private boolean gone;

  EventReader(
      DaemonClient daemon,
      EventsWish wish,
      JkeepalivedCtl.Surroundings surroundings,
      Listing listing) {
    this.daemon = daemon;
    this.wish = wish;
    this.surroundings = surroundings;
    this.listing = listing;
    this.since = wish.since() instanceof Since.After after ? after.number() : 0;
  }

  /**
   * Reads until there are no more, or until nobody wants to go on.
   *
   * @throws Unreachable if there is no daemon at the beginning, or at all where nobody waits
   */
  void read() throws Unreachable {
    boolean more = true;
    while (more) {
      boolean all = next();
      boolean heard = !surroundings.out().checkError();
      more = heard && (!all || (wish.follow() && surroundings.pause().test(PAUSE)));
    }
  }

  /** Shows what the daemon has; whether that is all for now. */
  private boolean next() throws Unreachable {
    Optional<JsonTree> answer = ask();
    if (answer.isEmpty()) {
      return true;
    }
    JsonTree page = answer.get();
    if (!boot.equals(Optional.of(page.text("boot")))) {
      boolean again = boot.isPresent();
      boot = Optional.of(page.text("boot"));
      if (again) {
        say("the daemon was started again: its events begin anew");
        gone = false;
        since = 0;
        return false;
      }
      begin(page);
    } else {
      tellLost(page);
    }
    if (gone) {
      gone = false;
      say("the daemon answers again");
    }
    List<JsonTree> events = page.objects("events");
    events.stream().filter(this::isWanted).forEach(this::show);
    since = number(page, "next");
    return events.isEmpty() || since >= number(page, "newest");
  }

  private Optional<JsonTree> ask() throws Unreachable {
    try {
      return Optional.of(daemon.get(Page.EVENTS.path() + "?since=" + since, "events").content());
    } catch (Unreachable e) {
      if (!wish.follow() || boot.isEmpty()) {
        throw e;
      }
      if (!gone) {
        gone = true;
        say(String.valueOf(e.getMessage()));
        say("waiting for it; what happened last may not have been seen, its log has that");
      }
      return Optional.empty();
    }
  }

  /** The first answer: what is missing of what was wished for. */
  private void begin(JsonTree page) throws Unreachable {
    if (wish.since() instanceof Since.After after) {
      tellLost(page);
      if (after.number() > number(page, "newest")) {
        say(
            "the newest event is %d: this daemon was started after number %d was read"
                .formatted(number(page, "newest"), after.number()));
      }
    } else if (wish.since() instanceof Since.Within within) {
      from = time(page).minus(within.age());
      boolean reachesBack =
          page.objects("events").stream().limit(1).anyMatch(first -> time(first).isBefore(from));
      if (!reachesBack) {
        tellLost(page);
      }
    }
  }

  private void tellLost(JsonTree page) throws Unreachable {
    long lost = number(page, "lost");
    if (lost > 0) {
      say(lost + (lost == 1 ? " event is" : " events are") + " not kept any more");
    }
  }

  private boolean isWanted(JsonTree event) {
    return wish.has(event.text("kind")) && !time(event).isBefore(from);
  }

  private void show(JsonTree event) {
    surroundings.out().print((wish.json() ? event.json() : listing.event(event)) + "\n");
  }

  private void say(String line) {
    // In their order, also where both are one terminal.
    surroundings.out().flush();
    surroundings.err().println("jkeepalivedctl: " + line);
  }

  private static Instant time(JsonTree tree) {
    try {
      return Instant.parse(tree.text("time"));
    } catch (DateTimeParseException e) {
      return Instant.MAX;
    }
  }

  private static long number(JsonTree page, String name) throws Unreachable {
    try {
      return Long.parseLong(page.text(name));
    } catch (NumberFormatException e) {
      throw new Unreachable(
          "the answer has no number '" + name + "': what answers there is no jkeepalived");
    }
  }
}
