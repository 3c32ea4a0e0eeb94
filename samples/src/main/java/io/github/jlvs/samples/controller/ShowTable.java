// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.controller;

import io.github.jlvs.ipvs.Ipvs;

/** Step 2: what is in the kernel's table. */
public final class ShowTable {
  public static void main(String[] arguments) {
    try (Ipvs ipvs = Ipvs.open()) {
      System.out.println(ipvs.info());
      System.out.print(ipvs.snapshot().table());
    }
  }
}
