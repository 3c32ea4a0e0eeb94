// SPDX-License-Identifier: Apache-2.0
/** What a program can learn from a keepalived.conf without running it. */
@NullMarked
package io.github.jlvs.samples.configuration;

import org.jspecify.annotations.NullMarked;
