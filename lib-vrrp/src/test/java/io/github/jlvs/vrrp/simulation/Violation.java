// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

/** A promise of the protocol that was not kept. */
final class Violation extends RuntimeException {
  private final String promise;

  Violation(String promise, String what) {
    super(promise + ": " + what);
    this.promise = promise;
  }

  String promise() {
    return promise;
  }
}
