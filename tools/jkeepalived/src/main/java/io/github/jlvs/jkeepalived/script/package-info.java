// SPDX-License-Identifier: Apache-2.0
/**
 * The commands of a configuration: whom they run as, whether they may run at all, and the thread
 * that runs them.
 */
@NullMarked
package io.github.jlvs.jkeepalived.script;

import org.jspecify.annotations.NullMarked;
