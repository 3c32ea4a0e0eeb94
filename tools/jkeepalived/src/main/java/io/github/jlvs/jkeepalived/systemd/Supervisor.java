// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.systemd;

import java.time.Duration;
import java.util.Optional;

/** Who watches over the daemon, and is told how it is. Thread-safe; telling never blocks. */
public interface Supervisor extends AutoCloseable {
  /** Nobody. */
  Supervisor NONE =
      new Supervisor() {
        @Override
        public boolean listens() {
          return false;
        }

        @Override
        public Optional<Duration> watchdog() {
          return Optional.empty();
        }

        @Override
        public void tell(Notice notice) {}

        @Override
        public void close() {}
      };

  /** Whether anybody hears what it is told. */
  boolean listens();

  /** How long it may hear nothing from threads that are alive before it ends the daemon. */
  Optional<Duration> watchdog();

  /** Tells it. What can't be told is lost. */
  void tell(Notice notice);

  @Override
  void close();
}
