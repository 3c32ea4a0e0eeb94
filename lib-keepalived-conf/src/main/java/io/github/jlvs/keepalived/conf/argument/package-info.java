// SPDX-License-Identifier: Apache-2.0
/**
 * What follows a keyword on its line. A {@code Value} is read from one word, an {@code Argument}
 * from all of them; an argument describes itself too, and so the documentation says what is read.
 */
@NullMarked
package io.github.jlvs.keepalived.conf.argument;

import org.jspecify.annotations.NullMarked;
