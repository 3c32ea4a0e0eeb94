// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.healthcheck.AdministrativeState;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of what is decided of a real server, in words. */
public enum StateWord {
  /** It takes no new connections. */
  DRAIN,
  /** It is out of the table. */
  DISABLED,
  /** It has another weight. */
  WEIGHT;

  /** That of a state. */
  public static StateWord of(AdministrativeState state) {
    if (state instanceof AdministrativeState.Drained) {
      return DRAIN;
    } else if (state instanceof AdministrativeState.Disabled) {
      return DISABLED;
    } else if (state instanceof AdministrativeState.Weighted) {
      return WEIGHT;
    }
    throw new IllegalStateException("no word for " + state);
  }

  /** The one that is written so, in small letters. */
  public static Optional<StateWord> written(String text) {
    return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
  }

  /** In small letters. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The weight that a state says; none of those that say none. */
  public static Optional<Integer> weight(AdministrativeState state) {
    return state instanceof AdministrativeState.Weighted weighted
        ? Optional.of(weighted.weight())
        : Optional.empty();
  }
}
