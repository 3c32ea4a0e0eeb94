// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.time.Instant;

/**
 * A frame that the lab does not look into, or that is too short for what it says it is.
 *
 * @param time when it was captured
 * @param sourceMac the sender's Ethernet address; empty in a frame too short to have one
 * @param destinationMac where the frame went; empty in a frame too short to tell
 * @param etherType the EtherType; -1 in a frame too short to have one
 * @param length bytes captured
 */
public record OtherFrame(
    Instant time, String sourceMac, String destinationMac, int etherType, int length)
    implements Frame {}
