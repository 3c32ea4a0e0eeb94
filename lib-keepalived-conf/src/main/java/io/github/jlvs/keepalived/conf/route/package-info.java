// SPDX-License-Identifier: Apache-2.0
/**
 * The words of ip-route(8) and ip-rule(8) as keepalived.conf takes them: a line becomes a route or
 * a rule of jlvs-vrrp, or messages that say what is wrong with it.
 */
@NullMarked
package io.github.jlvs.keepalived.conf.route;

import org.jspecify.annotations.NullMarked;
