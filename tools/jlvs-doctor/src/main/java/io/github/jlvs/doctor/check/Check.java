// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Seen;

/** Looks for one kind of fault. Without state. */
public interface Check {
  /** What findings of it are known by; never changes. */
  String name();

  /** Judges what was seen. */
  Verdict judge(Seen seen);
}
