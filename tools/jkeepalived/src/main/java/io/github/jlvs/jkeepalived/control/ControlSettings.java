// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import io.github.jlvs.jkeepalived.control.view.DaemonFacts;
import java.nio.file.Path;

/**
 * What the control socket needs beyond the configuration.
 *
 * @param usual where it is if the configuration names no place
 * @param facts what does not change
 */
public record ControlSettings(Path usual, DaemonFacts facts) {}
