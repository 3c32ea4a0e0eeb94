// SPDX-License-Identifier: Apache-2.0
/** Virtual routers: from events to keepalived's log lines. */
@NullMarked
package io.github.jlvs.jkeepalived.vrrp;

import org.jspecify.annotations.NullMarked;
