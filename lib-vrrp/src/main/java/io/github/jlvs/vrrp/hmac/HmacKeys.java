// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys of a virtual router: every one verifies, one signs. To change keys without losing an
 * advertisement: add the new one on all routers, make it the active one on all, remove the old one
 * on all.
 *
 * @param all one or more, each with another number
 * @param activeId the number of the one that signs
 */
public record HmacKeys(List<HmacKey> all, int activeId) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if two have one number, or none has the active one
   */
  public HmacKeys {
    all = List.copyOf(all);
    Set<Integer> ids = new HashSet<>();
    for (HmacKey key : all) {
      if (!ids.add(key.id())) {
        throw new IllegalArgumentException(
            "two HMAC keys have the number "
                + key.id()
                + ": a trailer names a key by its number, give one of them another");
      }
    }
    if (!ids.contains(activeId)) {
      throw new IllegalArgumentException(
          "no HMAC key has the number "
              + activeId
              + " of the active one: there are "
              + all.stream().map(HmacKey::id).toList());
    }
  }

  /**
   * The one that signs.
   *
   * @return that of the active number
   */
  public HmacKey active() {
    return all.stream().filter(key -> key.id() == activeId).findFirst().orElseThrow();
  }

  /**
   * One key, which is the active one.
   *
   * @param key the key
   * @return it alone
   */
  public static HmacKeys only(HmacKey key) {
    return new HmacKeys(List.of(key), key.id());
  }
}
