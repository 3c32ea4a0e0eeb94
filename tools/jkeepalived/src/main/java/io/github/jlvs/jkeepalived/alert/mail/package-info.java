// SPDX-License-Identifier: Apache-2.0
/** Mail about changes: what it says, in keepalived's words, and how it gets to a server. */
@NullMarked
package io.github.jlvs.jkeepalived.alert.mail;

import org.jspecify.annotations.NullMarked;
