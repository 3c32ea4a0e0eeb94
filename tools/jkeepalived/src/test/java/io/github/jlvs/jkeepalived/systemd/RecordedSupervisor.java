// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.systemd;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Hands on what it is told.
 *
 * @param watchdog within which it wants a sign of life
 * @param told given the text of each notice, and "closed"
 */
public record RecordedSupervisor(Optional<Duration> watchdog, Consumer<String> told)
    implements Supervisor {
  @Override
  public boolean listens() {
    return true;
  }

  @Override
  public void tell(Notice notice) {
    told.accept(notice.text());
  }

  @Override
  public void close() {
    told.accept("closed");
  }
}
