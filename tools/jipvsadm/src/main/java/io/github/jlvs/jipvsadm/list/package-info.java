// SPDX-License-Identifier: Apache-2.0
/** What lists look like: ipvsadm's columns, its save format, JSON, the live table. */
@NullMarked
package io.github.jlvs.jipvsadm.list;

import org.jspecify.annotations.NullMarked;
