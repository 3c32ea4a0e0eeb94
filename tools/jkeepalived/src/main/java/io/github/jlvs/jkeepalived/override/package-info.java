// SPDX-License-Identifier: Apache-2.0
/** What an operator has decided of real servers: drained, disabled, or with another weight. */
@NullMarked
package io.github.jlvs.jkeepalived.override;

import org.jspecify.annotations.NullMarked;
