// SPDX-License-Identifier: Apache-2.0
/**
 * What IPVS does with each operation, as tests that any kernel can be held to: jlvs holds the fake
 * kernel to them and a real Linux 6.1. Their subclasses need JUnit Jupiter and AssertJ.
 *
 * <h2>A short tour</h2>
 *
 * <pre>{@code
 * class OurKernelsServicesTest extends ServicesContract {
 *   OurKernelsServicesTest() {
 *     super(new OurKernel());           // a KernelUnderContract
 *   }
 * }
 * }</pre>
 *
 * <ol>
 *   <li>{@link ServicesContract} is about services, timeouts and synchronisation daemons, {@link
 *       DestinationsContract} about destinations, batches and whole tables. {@link IpvsContract} is
 *       what they have in common, and the base of further ones.
 *   <li>{@link KernelUnderContract} opens clients of the kernel in question, and may compare its
 *       table with what another program reads there. <strong>Each test begins with an empty
 *       table</strong>: give it a network namespace of its own.
 * </ol>
 */
@NullMarked
package io.github.jlvs.ipvs.contract;

import org.jspecify.annotations.NullMarked;
