// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.text.Position;

/**
 * A value with the place that messages about it point at.
 *
 * @param value the value
 * @param position where it was read
 */
record Located<T>(T value, Position position) {}
