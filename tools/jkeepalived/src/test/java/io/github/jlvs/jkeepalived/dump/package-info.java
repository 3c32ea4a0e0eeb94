// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.jlvs.jkeepalived.dump;

import org.jspecify.annotations.NullMarked;
