/** The house's rules as tests: which module and package may lean on which, and what the pure ones may not touch. */
@NullMarked
package org.peerboot.house;

import org.jspecify.annotations.NullMarked;
