// SPDX-License-Identifier: Apache-2.0
/**
 * The values of {@code io.github.jlvs.ipvs} on their way to the kernel and back. Not exported:
 * users see records, not numbers.
 *
 * <pre>
 *   Operation  - RequestFactory, codecs -&gt; request  - ChangeSender -&gt; kernel
 *   records   &lt;- codecs, Decoding      - answer   &lt;- TableReader  - kernel
 *   Connection &lt;- ConnectionReader     - row      &lt;- ConnectionTable - /proc
 * </pre>
 *
 * <p>{@link io.github.jlvs.ipvs.wire.IpvsHeader} has the numbers of linux/ip_vs.h. The five codecs
 * (service, destination, daemon, counters, settings) are pure: attributes to records and back. Of
 * the values, {@link io.github.jlvs.ipvs.Ipvs} alone knows this package.
 */
@NullMarked
package io.github.jlvs.ipvs.wire;

import org.jspecify.annotations.NullMarked;
