// SPDX-License-Identifier: Apache-2.0
/** What it costs a daemon to be looked at. */
@NullMarked
package io.github.jlvs.bench.control;

import org.jspecify.annotations.NullMarked;
