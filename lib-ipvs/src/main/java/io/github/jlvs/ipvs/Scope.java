// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a plan may remove, and how. A service of the actual table that is not wanted is removed
 * where it is owned, and left alone with all its destinations where it is not. A wanted service is
 * always the caller's: its destinations that are not wanted are removed.
 *
 * @param owned which services may be removed
 * @param removal how
 */
public record Scope(Predicate<ServiceId> owned, Removal removal) {
  /** How destinations and services go. */
  public enum Removal {
    /** At once; connections through them break. */
    AT_ONCE,
    /** With weight 0 first, and gone when no connection is left; it takes more than one plan. */
    DRAIN
  }

  public Scope {
    Objects.requireNonNull(owned, "owned");
    Objects.requireNonNull(removal, "removal");
  }

  /**
   * Whatever is not wanted is removed, at once.
   *
   * @return the scope
   */
  public static Scope everything() {
    return new Scope(id -> true, Removal.AT_ONCE);
  }

  /**
   * Of the services that are not wanted, these alone are removed, at once.
   *
   * @param owned the services, for example {@link Table#serviceIds} of what was wanted before
   * @return the scope
   */
  public static Scope only(Collection<ServiceId> owned) {
    return new Scope(Set.copyOf(owned)::contains, Removal.AT_ONCE);
  }

  /**
   * The same services, drained before they are removed. The draining has no end of its own: clients
   * that a persistent service remembers go on with new connections, unless the sysctl {@code
   * net.ipv4.vs.expire_quiescent_template} is 1, and a steady UDP flow never lets its connection
   * time out. The caller sets a limit, and reconciles without this behind it.
   *
   * @return changed scope
   */
  public Scope draining() {
    return new Scope(owned, Removal.DRAIN);
  }
}
