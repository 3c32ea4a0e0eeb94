// SPDX-License-Identifier: Apache-2.0
/** Names of hosts and services, both ways. */
@NullMarked
package io.github.jlvs.jipvsadm.names;

import org.jspecify.annotations.NullMarked;
