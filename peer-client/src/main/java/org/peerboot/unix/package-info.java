/** The C library's calls on files that the JDK lacks. Loaded when they are first needed. */
@NullMarked
package org.peerboot.unix;

import org.jspecify.annotations.NullMarked;
