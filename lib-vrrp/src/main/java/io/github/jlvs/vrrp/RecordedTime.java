// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

/** The time of a recording: zero at the first input. */
final class RecordedTime {
  private boolean begun;
  private long zero;

  long of(long now) {
    if (!begun) {
      begun = true;
      zero = now;
    }
    return now - zero;
  }

  void due(JsonLine line, long deadline) {
    if (deadline == Timers.NEVER) {
      line.putNull("due");
    } else {
      line.putSeconds("due", deadline - zero);
    }
  }
}
