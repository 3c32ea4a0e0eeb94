// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import io.github.jlvs.vrrp.State;

/**
 * A state in keepalived's word and number.
 *
 * @param word such as MASTER
 * @param number 0 to 3
 */
public record StateText(String word, int number) {
  /** Of a state. */
  public static StateText of(State state) {
    return switch (state) {
      case INITIALIZE -> new StateText("INIT", 0);
      case BACKUP -> new StateText("BACKUP", 1);
      case MASTER -> new StateText("MASTER", 2);
      case FAULT -> new StateText("FAULT", 3);
    };
  }
}
