// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.ServiceId;
import java.util.Set;

/**
 * What outlives the daemon's death of the question which virtual services are its own: the kernel
 * does not say who has made one.
 */
public interface OwnedServices {
  /** For a table that is the daemon's own from the start, or nobody's afterwards. */
  OwnedServices FORGOTTEN =
      new OwnedServices() {
        @Override
        public Set<ServiceId> known() {
          return Set.of();
        }

        @Override
        public void remember(Set<ServiceId> services) {}
      };

  /**
   * The services that an earlier life of the daemon had and did not remove, until others are
   * remembered.
   */
  Set<ServiceId> known();

  /**
   * Remembers these, and no others. Cheap where nothing changes. What cannot be remembered is said,
   * never thrown. Belongs to the thread that writes the table.
   */
  void remember(Set<ServiceId> services);
}
