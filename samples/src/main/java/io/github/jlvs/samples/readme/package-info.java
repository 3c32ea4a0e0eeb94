// SPDX-License-Identifier: Apache-2.0
/** The examples of the README: each class is what the README shows, line for line. */
@NullMarked
package io.github.jlvs.samples.readme;

import org.jspecify.annotations.NullMarked;
