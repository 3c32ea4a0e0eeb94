// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.ipvs;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.contract.KernelUnderContract;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;

/** A director with the lab's kernel, of which ipvsadm says what it sees. */
final class DirectorUnderContract implements KernelUnderContract {
  private final Host director;

  DirectorUnderContract(Network network) {
    director = network.host("director", "10.9.0.1/24");
  }

  @Override
  public Ipvs open() {
    return IpvsadmsView.open(director);
  }

  @Override
  public void compare(Ipvs client) {
    IpvsadmsView.compare(director, client);
  }

  @Override
  public String multicastInterface() {
    return Network.INTERFACE;
  }
}
