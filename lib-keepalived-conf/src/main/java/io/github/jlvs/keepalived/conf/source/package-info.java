/**
 * From files to lines: includes, definitions, conditions and sequences. What comes out is text that
 * stands for itself, and each character of it still knows where it was written.
 */
@NullMarked
package io.github.jlvs.keepalived.conf.source;

import org.jspecify.annotations.NullMarked;
