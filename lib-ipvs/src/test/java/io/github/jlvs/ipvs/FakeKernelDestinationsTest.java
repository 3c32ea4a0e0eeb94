// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.ipvs.fake.DestinationsContract;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;

/** The fake kernel keeps the contract of destinations. */
class FakeKernelDestinationsTest extends DestinationsContract {
  private final FakeIpvsKernel kernel = new FakeIpvsKernel();

  @Override
  protected Ipvs open() {
    return kernel.open();
  }

  @Override
  protected String multicastInterface() {
    return "eth0";
  }
}
