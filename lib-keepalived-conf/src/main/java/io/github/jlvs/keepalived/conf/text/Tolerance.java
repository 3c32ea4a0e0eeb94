// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

/** How much that is wrong in a file is put up with. */
public enum Tolerance {
  /**
   * Whatever is not known is an error: also a word on a line of its own that keepalived passes
   * over, and one that is obsolete.
   */
  STRICT,

  /**
   * An unknown word on a line of its own in {@code global_defs}, {@code vrrp_instance} and {@code
   * vrrp_script}, and an obsolete word anywhere, is a warning; everything else that is not known is
   * an error.
   */
  USUAL,

  /**
   * As usual, and the smallest block that has an error is left out with a warning: a real server, a
   * virtual server, a virtual router with those that change state together with it, a sync group, a
   * script, a tracked thing. An error elsewhere is one, as is a wrong brace.
   */
  LENIENT
}
