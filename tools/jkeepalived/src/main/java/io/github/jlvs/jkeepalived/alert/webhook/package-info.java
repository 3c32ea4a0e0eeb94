// SPDX-License-Identifier: Apache-2.0
/** Changes told by HTTP, as JSON. */
@NullMarked
package io.github.jlvs.jkeepalived.alert.webhook;

import org.jspecify.annotations.NullMarked;
