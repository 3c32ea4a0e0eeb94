// SPDX-License-Identifier: Apache-2.0
/**
 * The steps of the guide, one a file. Their order stands in {@link
 * io.github.jlvs.hadr.steps.GuideSteps}.
 */
@NullMarked
package io.github.jlvs.hadr.steps;

import org.jspecify.annotations.NullMarked;
