// SPDX-License-Identifier: Apache-2.0
/** ipvsadm's command line on lib-ipvs: words in, library calls, text out. */
@NullMarked
package io.github.jlvs.jipvsadm;

import org.jspecify.annotations.NullMarked;
