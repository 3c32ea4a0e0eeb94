// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.ipvs;

import io.github.jlvs.ipvs.contract.DestinationsContract;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Network;
import org.junit.jupiter.api.TestInstance;

/**
 * A real kernel keeps the contract of destinations, and ipvsadm sees what we see after each change.
 */
@KernelTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KernelDestinationsTest extends DestinationsContract {
  KernelDestinationsTest(Network network) {
    super(new DirectorUnderContract(network));
  }
}
