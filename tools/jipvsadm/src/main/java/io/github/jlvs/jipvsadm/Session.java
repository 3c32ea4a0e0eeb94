// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.jipvsadm.names.Names;

/**
 * What a command works with.
 *
 * @param ipvs the kernel's table
 * @param names looks up the names of hosts and services
 * @param console the standard streams
 */
public record Session(Ipvs ipvs, Names names, Console console) {}
