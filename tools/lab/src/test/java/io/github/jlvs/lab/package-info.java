@NullMarked
package io.github.jlvs.lab;

import org.jspecify.annotations.NullMarked;
