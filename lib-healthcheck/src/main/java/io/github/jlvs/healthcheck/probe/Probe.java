// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import io.github.jlvs.healthcheck.probe.direct.DirectProbe;

/**
 * A way to find out whether a service answers. Immutable, used for try after try, and equal to
 * another that asks the same: a reload keeps the state of checks whose probe is equal. Records fit.
 */
public sealed interface Probe permits NetworkProbe, DirectProbe, ScriptProbe, FileProbe {

  /**
   * The name under which keepalived's log and configuration know this kind of check.
   *
   * @return for example {@code TCP_CHECK}
   */
  String checkName();
}
