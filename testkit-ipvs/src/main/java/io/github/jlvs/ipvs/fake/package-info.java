// SPDX-License-Identifier: Apache-2.0
/**
 * An IPVS for tests without a kernel and without root. It answers every command as Linux 6.1 does,
 * error numbers included.
 *
 * <h2>A short tour</h2>
 *
 * <pre>{@code
 * FakeIpvsKernel kernel = new FakeIpvsKernel();
 * try (Ipvs ipvs = kernel.open()) {
 *   codeUnderTest(ipvs);
 *   assertThat(ipvs.snapshot().table()).isEqualTo(expected);
 * }
 * }</pre>
 *
 * <ol>
 *   <li>{@link FakeIpvsKernel} has one table and any number of clients: {@link FakeIpvsKernel#open
 *       open} one for the code under test, and another one where a second writer is to interfere.
 *   <li>What a kernel counts, a test sets: {@link FakeIpvsKernel#connections connections} of a
 *       destination, {@link FakeIpvsKernel#count count} for packets, bytes and rates.
 *   <li>It can lack the permission, the module ({@link FakeIpvsKernel#withoutPermission}, {@link
 *       FakeIpvsKernel#unload}), or what older kernels lack ({@link FakeAge}).
 *   <li>{@link FakeIpvsKernel#connect} gives the {@link io.github.jlvs.netlink.fake.FakeKernel}
 *       beneath a client: it shows each request, and loses or delays answers.
 *   <li>Why it is to be believed: it keeps the contracts of the package {@code
 *       io.github.jlvs.ipvs.contract}, which a real kernel keeps too.
 * </ol>
 */
@NullMarked
package io.github.jlvs.ipvs.fake;

import org.jspecify.annotations.NullMarked;
