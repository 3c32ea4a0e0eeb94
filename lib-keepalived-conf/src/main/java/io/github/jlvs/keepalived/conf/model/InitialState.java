// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

/** The state that {@code state} gives a virtual router. */
public enum InitialState {
  /** It expects to be master, and may not be without preemption. */
  MASTER,
  /** It waits for a master. */
  BACKUP
}
