// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

/**
 * A packet filter of a host.
 *
 * @param name how the test is shown
 * @param script plants it
 * @param rule what is shown of it
 * @param command what opens it
 */
record Planted(String name, String script, String rule, String command) {
  @Override
  public String toString() {
    return name;
  }
}
