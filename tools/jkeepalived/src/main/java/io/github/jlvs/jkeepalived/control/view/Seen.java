// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.event.EventJournal;
import io.github.jlvs.jkeepalived.snapshot.Snapshot;
import java.time.Instant;

/**
 * All that a reader can be told at one moment.
 *
 * @param snapshot what the daemon knows
 * @param actual what the kernel's table holds
 * @param facts what does not change
 * @param now the moment, by the system's clock
 * @param journal what has happened
 * @param wanted what the reader asks for
 * @param labels kept from page to page
 */
public record Seen(
    Snapshot snapshot,
    ActualTable actual,
    DaemonFacts facts,
    Instant now,
    EventJournal journal,
    Wanted wanted,
    KnownLabels labels) {
  /** One for which all labels are put together anew. */
  public Seen(
      Snapshot snapshot,
      ActualTable actual,
      DaemonFacts facts,
      Instant now,
      EventJournal journal,
      Wanted wanted) {
    this(snapshot, actual, facts, now, journal, wanted, new KnownLabels());
  }
}
