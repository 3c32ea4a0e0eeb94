// SPDX-License-Identifier: Apache-2.0
/** IPVS in a program of one's own: a table that follows a JSON file. */
@NullMarked
package io.github.jlvs.samples.ipvs;

import org.jspecify.annotations.NullMarked;
