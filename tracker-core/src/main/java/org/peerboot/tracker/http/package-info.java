/** HTTP/1.1 and WebSocket on Netty: bounded, patient with nobody, and ignorant of what is asked. */
@NullMarked
package org.peerboot.tracker.http;

import org.jspecify.annotations.NullMarked;
