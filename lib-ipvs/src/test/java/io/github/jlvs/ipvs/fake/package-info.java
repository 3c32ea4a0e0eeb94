// SPDX-License-Identifier: Apache-2.0
/**
 * An IPVS for tests without a kernel and without root: {@link
 * io.github.jlvs.ipvs.fake.FakeIpvsKernel} answers every command as Linux 6.1 does, error numbers
 * included.
 */
@NullMarked
package io.github.jlvs.ipvs.fake;

import org.jspecify.annotations.NullMarked;
