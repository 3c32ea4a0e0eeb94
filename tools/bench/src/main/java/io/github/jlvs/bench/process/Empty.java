// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.process;

/** The least that a JVM can be started for. */
final class Empty {
  private Empty() {}

  public static void main(String[] args) {}
}
