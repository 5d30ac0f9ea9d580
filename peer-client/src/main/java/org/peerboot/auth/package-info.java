/** Who asks: the credential of each request to the tracker, made at one end and judged at the other. */
@NullMarked
package org.peerboot.auth;

import org.jspecify.annotations.NullMarked;
