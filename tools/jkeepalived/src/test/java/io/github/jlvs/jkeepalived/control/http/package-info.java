// SPDX-License-Identifier: Apache-2.0
/** Tests of the control socket's HTTP. */
@NullMarked
package io.github.jlvs.jkeepalived.control.http;

import org.jspecify.annotations.NullMarked;
