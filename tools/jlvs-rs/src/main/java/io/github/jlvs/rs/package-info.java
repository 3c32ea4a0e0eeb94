// SPDX-License-Identifier: Apache-2.0
/** The command line of jlvs-rs: prepares a real server for direct routing. */
@NullMarked
package io.github.jlvs.rs;

import org.jspecify.annotations.NullMarked;
