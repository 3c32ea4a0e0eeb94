// SPDX-License-Identifier: Apache-2.0
/** Tests of what readers get. */
@NullMarked
package io.github.jlvs.jkeepalived.control.view;

import org.jspecify.annotations.NullMarked;
