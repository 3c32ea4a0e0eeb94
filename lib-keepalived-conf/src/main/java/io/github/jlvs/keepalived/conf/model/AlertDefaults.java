// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.util.Optional;

/**
 * What {@code global_defs} says of who is told of changes.
 *
 * @param mail which way mail goes; none is sent without
 * @param mailOfRouters whether virtual routers and their groups are told by mail that say nothing
 *     of it themselves
 * @param mailOfFaults whether the state FAULT is told by mail at all
 * @param mailOfVirtualServers whether virtual servers are told by mail that say nothing of it
 * @param mailOfRealServers whether real servers are told by mail that say nothing of it
 * @param mailOfEachCheck whether mail also tells of each check whose result changes while its real
 *     server stays down
 * @param webhook what is told by HTTP where a block says nothing of it
 */
public record AlertDefaults(
    Optional<MailSettings> mail,
    boolean mailOfRouters,
    boolean mailOfFaults,
    boolean mailOfVirtualServers,
    boolean mailOfRealServers,
    boolean mailOfEachCheck,
    Optional<WebhookUrl> webhook) {}
