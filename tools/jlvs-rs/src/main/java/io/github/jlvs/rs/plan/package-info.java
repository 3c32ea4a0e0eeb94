// SPDX-License-Identifier: Apache-2.0
/** What to do on a real server, decided from what was observed: pure, no system call in here. */
@NullMarked
package io.github.jlvs.rs.plan;

import org.jspecify.annotations.NullMarked;
