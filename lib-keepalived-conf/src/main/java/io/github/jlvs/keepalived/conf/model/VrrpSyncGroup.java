// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import io.github.jlvs.vrrp.linux.GroupSetup;

/**
 * A {@code vrrp_sync_group}: virtual routers that change state together.
 *
 * @param setup the group; each of its members is defined
 * @param notifyScripts what runs when it changes state
 * @param alerts who is told when it changes state
 */
public record VrrpSyncGroup(GroupSetup setup, NotifyScripts notifyScripts, Alerts alerts) {}
