// SPDX-License-Identifier: Apache-2.0
/**
 * From the text of a keepalived.conf to a typed configuration and its diagnostics. Pure: no
 * sockets, no interfaces.
 */
@NullMarked
package io.github.jlvs.keepalived.conf;

import org.jspecify.annotations.NullMarked;
