// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.control.http.Body;
import io.github.jlvs.jkeepalived.event.EventJournal;
import io.github.jlvs.jkeepalived.event.EventKind;
import io.github.jlvs.jkeepalived.event.Numbered;
import io.github.jlvs.jkeepalived.event.Told;

/** The stream of events, so many at a time. */
final class EventViews {
  /** An answer of so many has some 400 kB. */
  private static final int MOST = 1000;

  private EventViews() {}

  static Body after(Seen seen) {
    EventJournal.Reading reading = seen.journal().after(seen.wanted().since(), MOST);
    return Json.object(
        json ->
            json.moment("time", seen.now())
                .text("boot", seen.facts().boot())
                .number("newest", reading.newest())
                .number("lost", reading.lost())
                .number("next", reading.next())
                .objects("events", reading.events(), EventViews::event));
  }

  /** Every event has all of these fields, so that a reader needs to know no kind. */
  private static void event(Json json, Numbered numbered) {
    Told told = numbered.event().told();
    json.number("sequence", numbered.sequence())
        .moment("time", numbered.time())
        .text("kind", told.kind().word())
        .text("name", told.name())
        .text("server", told.server())
        .text("from", told.from())
        .text("to", told.to())
        .text("peer", told.peer())
        .text("reason", told.reason())
        .text("text", told.text());
  }

  /** A series for each kind, from the start on: one that comes when it happens hides the first. */
  static void count(Seen seen, Exposition out) {
    var family =
        out.family(
            "jlvs_events_total", Exposition.Kind.COUNTER, "Events of /v1/events, by their kind.");
    for (EventKind kind : EventKind.values()) {
      family = family.with(seen.journal().count(kind), "kind", kind.word());
    }
  }
}
