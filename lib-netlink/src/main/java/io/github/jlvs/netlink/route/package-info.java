// SPDX-License-Identifier: Apache-2.0
/**
 * Links, addresses, routes, rules and neighbours (linux/rtnetlink.h): list, add, delete, and events
 * of their changes.
 *
 * <p>{@link io.github.jlvs.netlink.route.RouteSocket} asks and changes; {@link
 * io.github.jlvs.netlink.route.RouteEvents} listens. Both speak of the network namespace that they
 * were opened in.
 */
@NullMarked
package io.github.jlvs.netlink.route;

import org.jspecify.annotations.NullMarked;
