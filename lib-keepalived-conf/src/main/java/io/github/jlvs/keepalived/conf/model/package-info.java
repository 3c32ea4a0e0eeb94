// SPDX-License-Identifier: Apache-2.0
/**
 * What a configuration comes to: immutable values of the libraries, with every default and
 * inheritance already applied, and beside them what no library has, such as scripts.
 */
@NullMarked
package io.github.jlvs.keepalived.conf.model;

import org.jspecify.annotations.NullMarked;
