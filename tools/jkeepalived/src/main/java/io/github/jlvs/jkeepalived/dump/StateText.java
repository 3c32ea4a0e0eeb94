// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.vrrp.State;

/** A state in keepalived's word and number. */
record StateText(String word, int number) {
  static StateText of(State state) {
    return switch (state) {
      case INITIALIZE -> new StateText("INIT", 0);
      case BACKUP -> new StateText("BACKUP", 1);
      case MASTER -> new StateText("MASTER", 2);
      case FAULT -> new StateText("FAULT", 3);
    };
  }
}
