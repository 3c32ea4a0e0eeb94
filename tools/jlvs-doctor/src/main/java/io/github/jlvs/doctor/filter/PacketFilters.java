// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The packet filters of a host, listed twice: before others were listened for, and after. What has
 * counted meanwhile, and may concern them, is what threw them away.
 */
public record PacketFilters(Ruleset before, Ruleset after) {
  /**
   * Where a packet is thrown away.
   *
   * @param packet one that was seen, or would come
   * @return certain ones first, of the others those that have counted meanwhile
   */
  public List<Dropped> dropping(Packet packet) {
    List<Dropped> found = after.dropping(packet);
    List<Dropped> certain = found.stream().filter(Dropped::certain).toList();
    return certain.isEmpty() ? found.stream().filter(this::hasCounted).toList() : certain;
  }

  /** How many packets it has thrown away between the two listings, where it counts. */
  public OptionalLong meanwhile(Dropped dropped) {
    Optional<OptionalLong> earlier = before.packets(dropped.key());
    if (dropped.packets().isEmpty() || earlier.isEmpty() || earlier.get().isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(dropped.packets().getAsLong() - earlier.get().getAsLong());
  }

  private boolean hasCounted(Dropped dropped) {
    return meanwhile(dropped).orElse(0) > 0;
  }
}
