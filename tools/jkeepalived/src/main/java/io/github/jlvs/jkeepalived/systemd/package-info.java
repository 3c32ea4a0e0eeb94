// SPDX-License-Identifier: Apache-2.0
/** What systemd is told, where it has started the daemon: sd_notify(3), spoken by ourselves. */
@NullMarked
package io.github.jlvs.jkeepalived.systemd;

import org.jspecify.annotations.NullMarked;
