// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.jlvs.vrrp;

import org.jspecify.annotations.NullMarked;
