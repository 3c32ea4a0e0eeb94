// SPDX-License-Identifier: Apache-2.0
/**
 * The daemon's log: lines go into a bounded queue, and one thread writes them where they belong.
 */
@NullMarked
package io.github.jlvs.jkeepalived.log;

import org.jspecify.annotations.NullMarked;
