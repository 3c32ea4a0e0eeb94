// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.linux.RouterStatus;
import java.util.List;

/** The counters of virtual routers: {@code /tmp/keepalived.stats}. */
final class StatisticsText {
  private StatisticsText() {}

  static String of(List<RouterStatus> routers) {
    StringBuilder text = new StringBuilder();
    for (RouterStatus router : routers) {
      text.append("VRRP Instance: ").append(router.setup().name()).append('\n');
      text.append("  Advertisements:\n");
      count(text, "    Received", router, Counter.ADVERTISEMENTS_RECEIVED);
      count(text, "    Sent", router, Counter.ADVERTISEMENTS_SENT);
      count(text, "  Became master", router, Counter.BECAME_MASTER);
      count(text, "  Released master", router, Counter.RELEASED_MASTER);
      text.append("  Packet Errors:\n");
      count(text, "    Length", router, Counter.LENGTH_ERRORS);
      count(text, "    TTL", router, Counter.TTL_ERRORS);
      count(text, "    Invalid Type", router, Counter.TYPE_ERRORS);
      count(text, "    Advertisement Interval", router, Counter.INTERVAL_ERRORS);
      count(text, "    Address List", router, Counter.ADDRESS_LIST_ERRORS);
      text.append("  Authentication Errors:\n");
      count(text, "    Invalid Type", router, Counter.INVALID_AUTHENTICATION_TYPE);
      count(text, "    Type Mismatch", router, Counter.AUTHENTICATION_TYPE_MISMATCH);
      count(text, "    Failure", router, Counter.AUTHENTICATION_FAILURES);
      if (router.setup().hmac().isPresent()) {
        HmacText.counters(router.counters())
            .forEach((name, value) -> line(text, "    " + name, value));
      }
      text.append("  Priority Zero:\n");
      count(text, "    Received", router, Counter.PRIORITY_ZERO_RECEIVED);
      count(text, "    Sent", router, Counter.PRIORITY_ZERO_SENT);
    }
    return text.toString();
  }

  private static void count(
      StringBuilder text, String label, RouterStatus router, Counter counter) {
    line(text, label, router.counters().of(counter));
  }

  private static void line(StringBuilder text, String label, long value) {
    text.append(label).append(": ").append(value).append('\n');
  }
}
