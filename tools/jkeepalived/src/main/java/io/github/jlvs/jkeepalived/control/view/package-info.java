// SPDX-License-Identifier: Apache-2.0
/**
 * What readers of the control socket get of a {@link io.github.jlvs.jkeepalived.snapshot.Snapshot}:
 * JSON, and metrics. Pure.
 */
@NullMarked
package io.github.jlvs.jkeepalived.control.view;

import org.jspecify.annotations.NullMarked;
