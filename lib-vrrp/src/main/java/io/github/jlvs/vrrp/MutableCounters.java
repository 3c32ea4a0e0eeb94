// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.vrrp.hmac.HmacVerdict;
import java.util.EnumMap;
import java.util.Map;

/** The counters while they count; counting allocates nothing. */
final class MutableCounters {
  private final long[] counts = new long[Counter.values().length];

  void received(int priority) {
    count(Counter.ADVERTISEMENTS_RECEIVED);
    if (priority == Advertisement.PRIORITY_STOP) {
      count(Counter.PRIORITY_ZERO_RECEIVED);
    }
  }

  /** What is told of an accepted advertisement. */
  void noticed(Rejection difference) {
    if (difference instanceof Rejection.Hmac hmac
        && hmac.verdict() instanceof HmacVerdict.Unsigned) {
      count(Counter.UNSIGNED_ACCEPTED);
    }
  }

  void sent(int priority) {
    count(Counter.ADVERTISEMENTS_SENT);
    if (priority == Advertisement.PRIORITY_STOP) {
      count(Counter.PRIORITY_ZERO_SENT);
    }
  }

  void changed(State from, State to) {
    if (to == State.MASTER) {
      count(Counter.BECAME_MASTER);
    } else if (from == State.MASTER) {
      count(Counter.RELEASED_MASTER);
    }
  }

  void refused(Rejection rejection) {
    count(Counter.of(rejection));
  }

  Counters now() {
    Map<Counter, Long> values = new EnumMap<>(Counter.class);
    for (Counter counter : Counter.values()) {
      values.put(counter, counts[counter.ordinal()]);
    }
    return new Counters(values);
  }

  private void count(Counter counter) {
    counts[counter.ordinal()]++;
  }
}
