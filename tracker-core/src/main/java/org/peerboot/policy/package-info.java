/** The administrator's rules: parsed, checked, evaluated, explained. Pure. */
@NullMarked
package org.peerboot.policy;

import org.jspecify.annotations.NullMarked;
