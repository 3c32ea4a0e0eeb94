// SPDX-License-Identifier: Apache-2.0
/** The typed configuration: immutable values with every default and inheritance already applied. */
@NullMarked
package io.github.jlvs.jkeepalived.config.model;

import org.jspecify.annotations.NullMarked;
