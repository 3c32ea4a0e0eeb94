// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.vrrp.tracking.Tracking;

/**
 * That something defined is tracked.
 *
 * @param item the line that says it
 * @param tracking what it means
 */
record TrackedUse(TrackedItem item, Tracking tracking) {}
