// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.fake;

import io.github.jlvs.ipvs.contract.DestinationsContract;

/** The fake kernel keeps the contract of destinations. */
class FakeKernelDestinationsTest extends DestinationsContract {
  FakeKernelDestinationsTest() {
    super(new FakeUnderContract());
  }
}
