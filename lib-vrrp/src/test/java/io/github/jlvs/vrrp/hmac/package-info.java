// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.jlvs.vrrp.hmac;

import org.jspecify.annotations.NullMarked;
