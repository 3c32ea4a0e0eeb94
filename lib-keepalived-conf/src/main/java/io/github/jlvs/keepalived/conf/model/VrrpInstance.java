// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import io.github.jlvs.vrrp.linux.RouterSetup;

/**
 * A {@code vrrp_instance}: a virtual router, and what its changes mean on this host.
 *
 * @param setup the virtual router
 * @param initialState what it expects to be
 * @param notifyScripts what runs when it changes state
 * @param alerts who is told when it changes state
 */
public record VrrpInstance(
    RouterSetup setup, InitialState initialState, NotifyScripts notifyScripts, Alerts alerts) {}
