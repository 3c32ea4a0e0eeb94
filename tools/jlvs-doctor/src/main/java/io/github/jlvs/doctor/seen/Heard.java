// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import io.github.jlvs.vrrp.Input;
import java.net.InetAddress;

/**
 * Advertisements of one router that are all alike, as they came over the wire.
 *
 * @param mac where they came from
 * @param verdict what the virtual router of this host makes of them
 * @param count how many
 */
public record Heard(InetAddress source, String mac, Input verdict, int count) {}
