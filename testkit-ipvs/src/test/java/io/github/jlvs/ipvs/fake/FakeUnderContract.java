// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.fake;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.contract.KernelUnderContract;

/** A fake kernel, of which nobody else says anything. */
final class FakeUnderContract implements KernelUnderContract {
  private final FakeIpvsKernel kernel = new FakeIpvsKernel();

  @Override
  public Ipvs open() {
    return kernel.open();
  }

  @Override
  public void compare(Ipvs client) {}

  @Override
  public String multicastInterface() {
    return "eth0";
  }
}
