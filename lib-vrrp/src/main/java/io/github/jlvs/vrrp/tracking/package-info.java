// SPDX-License-Identifier: Apache-2.0
/**
 * What decides over a virtual router besides its peers: interfaces, scripts, files, processes and
 * whatever else somebody looks at. Pure: who looks, and how, is not here.
 */
@NullMarked
package io.github.jlvs.vrrp.tracking;

import org.jspecify.annotations.NullMarked;
