// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.jlvs.jkeepalived.event;

import org.jspecify.annotations.NullMarked;
