// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.ipvs;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.fake.ServicesContract;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A real kernel keeps the contract of services, and ipvsadm sees what we see after each change. */
@KernelTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KernelServicesTest extends ServicesContract {
  private final Host director;

  KernelServicesTest(Network network) {
    director = network.host("director", "10.9.0.1/24");
  }

  @BeforeEach
  void anEmptyTable() {
    director.sh("ipvsadm -C");
  }

  @Override
  protected Ipvs open() {
    return IpvsadmsView.open(director);
  }

  @Override
  protected void compare(Ipvs client) {
    IpvsadmsView.compare(director, client);
  }

  @Override
  protected String multicastInterface() {
    return Network.INTERFACE;
  }
}
