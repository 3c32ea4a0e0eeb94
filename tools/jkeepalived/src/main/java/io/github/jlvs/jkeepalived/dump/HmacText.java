// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.Counters;
import io.github.jlvs.vrrp.hmac.AntiReplay;
import io.github.jlvs.vrrp.hmac.HmacKey;
import io.github.jlvs.vrrp.hmac.HmacSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the dumps say of a virtual router's signatures; of no other, as keepalived 2.2 has none. */
final class HmacText {
  private HmacText() {}

  /** The numbers of the keys, and none of their octets. */
  static String of(HmacSettings settings) {
    return settings.mode().keyword()
        + ", key "
        + settings.keys().activeId()
        + " of "
        + settings.keys().all().stream()
            .map(HmacKey::id)
            .map(String::valueOf)
            .collect(Collectors.joining(" "))
        + " signs, "
        + (settings.antiReplay() == AntiReplay.TIME
            ? "window " + settings.windowSeconds() + " sec"
            : settings.antiReplay().keyword());
  }

  /**
   * By keepalived 2.4's names in its JSON; one that lacks a signature counts where accepted too.
   */
  static Map<String, Long> counters(Counters counters) {
    Map<String, Long> all = new LinkedHashMap<>();
    all.put(
        "auth_ext_missing",
        counters.of(Counter.HMAC_MISSING) + counters.of(Counter.UNSIGNED_ACCEPTED));
    all.put("auth_ext_malformed", counters.of(Counter.HMAC_MALFORMED));
    all.put("auth_ext_unknown_key", counters.of(Counter.HMAC_UNKNOWN_KEY));
    all.put("auth_ext_invalid_hmac", counters.of(Counter.HMAC_INVALID));
    all.put("auth_ext_stale", counters.of(Counter.HMAC_STALE));
    all.put("auth_ext_replay", counters.of(Counter.HMAC_REPLAYED));
    return all;
  }
}
