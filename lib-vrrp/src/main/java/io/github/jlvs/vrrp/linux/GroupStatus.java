// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.State;

/**
 * A sync group at one moment.
 *
 * @param setup how it is set up
 * @param state the state in which all members were together last
 */
public record GroupStatus(GroupSetup setup, State state) {}
