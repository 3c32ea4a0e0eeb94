// SPDX-License-Identifier: Apache-2.0
/** Which keywords each block of keepalived.conf may hold. */
@NullMarked
package io.github.jlvs.jkeepalived.config.keyword;

import org.jspecify.annotations.NullMarked;
