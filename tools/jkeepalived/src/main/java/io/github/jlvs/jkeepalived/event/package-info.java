// SPDX-License-Identifier: Apache-2.0
/** What happens to a running daemon, as one numbered stream that anybody may read. */
@NullMarked
package io.github.jlvs.jkeepalived.event;

import org.jspecify.annotations.NullMarked;
