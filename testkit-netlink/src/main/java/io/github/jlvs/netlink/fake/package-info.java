// SPDX-License-Identifier: Apache-2.0
/**
 * A kernel for tests that have none. Such tests need no root and no network namespace, and wait for
 * no answer: what does not come has timed out at once.
 *
 * <h2>A short tour</h2>
 *
 * <pre>{@code
 * FakeKernel kernel = new FakeKernel((request, answer) -> answer.refuse(Errno.EBUSY));
 * try (NetlinkSocket socket = new NetlinkSocket(kernel, NetlinkOptions.defaults())) {
 *   codeUnderTest(socket);                 // its requests fail with EBUSY
 * }
 * assertThat(kernel.requests()).hasSize(1);
 * }</pre>
 *
 * <ol>
 *   <li>{@link FakeKernel} is the far end of one socket. As a {@link
 *       io.github.jlvs.netlink.Transport} it is handed to a {@link
 *       io.github.jlvs.netlink.NetlinkSocket}, and with that to a {@link
 *       io.github.jlvs.netlink.route.RouteSocket}; to an {@link
 *       io.github.jlvs.netlink.AsyncNetlinkSocket}; or to a {@link
 *       io.github.jlvs.netlink.Subscription}, which hears what is {@linkplain FakeKernel#publish
 *       published}.
 *   <li>It calls a {@link FakeKernel.Handler} for each request, in order: a {@link FakeRequest} is
 *       what was asked, a {@link FakeAnswer} takes what is answered. Acknowledgements, the parts of
 *       a dump and its end are the fake kernel's own work.
 *   <li>{@link FakeFamilies} is a handler for generic netlink: families that are found by name,
 *       come and go, and have a handler each. The testkit of jlvs-ipvs registers IPVS with it.
 *   <li>What goes wrong with a kernel, goes wrong when a test wants it: answers are lost ({@link
 *       FakeKernel#withReceiveBuffer}), come late and in another order ({@link
 *       FakeAnswer#keepSilent}, {@link FakeKernel#answer}) or never; dumps come in many pieces
 *       ({@link FakeKernel#withDumpDatagrams}) or are interrupted ({@link FakeAnswer#interrupt});
 *       and any bytes at all can be {@linkplain FakeKernel#deliver delivered}.
 * </ol>
 */
@NullMarked
package io.github.jlvs.netlink.fake;

import org.jspecify.annotations.NullMarked;
