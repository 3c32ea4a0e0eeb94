// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.fake;

import io.github.jlvs.ipvs.contract.ServicesContract;

/** The fake kernel keeps the contract of services. */
class FakeKernelServicesTest extends ServicesContract {
  FakeKernelServicesTest() {
    super(new FakeUnderContract());
  }
}
