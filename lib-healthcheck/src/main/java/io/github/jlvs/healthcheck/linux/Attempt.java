// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.linux.LinuxException;
import java.time.Duration;

/**
 * One try of a probe, of whatever kind. Its time limit is not kept here: whoever keeps it ends the
 * try, and is told then what it found.
 */
interface Attempt extends AutoCloseable {
  /** How a try goes on, and how it ended, which is told once. */
  interface Owner {
    void result(ProbeResult result);

    /** It goes on over another connection, whose time limit begins now. */
    void reconnecting();

    /** Bytes came over the connection. */
    void heard();

    /** The try could not be made, for a reason that lies with this host. */
    void impossible(LinuxException cause);
  }

  /** Begins; the outcome may be told before this returns. */
  void start();

  /** Ends the try because nothing has come for so long; what it found is the caller's to tell. */
  ProbeResult silent(Duration limit);

  /** Ends the try because all of it has taken so long; what it found is the caller's to tell. */
  ProbeResult overdue(Duration limit);

  /** Ends the try without an outcome; a second call does nothing. */
  @Override
  void close();
}
