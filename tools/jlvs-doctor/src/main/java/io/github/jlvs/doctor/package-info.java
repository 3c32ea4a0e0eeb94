// SPDX-License-Identifier: Apache-2.0
/**
 * The command line of jlvs-doctor: what is asked, what is looked at, and how it is told. What is
 * seen is a record (..seen), taken by ..host; what that means is decided by ..check, where one file
 * is one kind of fault, and by ..filter for packet filters. The last two know no system call.
 */
@NullMarked
package io.github.jlvs.doctor;

import org.jspecify.annotations.NullMarked;
