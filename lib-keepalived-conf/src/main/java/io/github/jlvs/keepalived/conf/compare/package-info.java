// SPDX-License-Identifier: Apache-2.0
/** The files of two directors of one pair, checked against each other. */
@NullMarked
package io.github.jlvs.keepalived.conf.compare;

import org.jspecify.annotations.NullMarked;
