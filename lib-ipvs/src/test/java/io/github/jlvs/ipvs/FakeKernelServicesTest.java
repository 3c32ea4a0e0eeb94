// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.ipvs.fake.ServicesContract;

/** The fake kernel keeps the contract of services. */
class FakeKernelServicesTest extends ServicesContract {
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
