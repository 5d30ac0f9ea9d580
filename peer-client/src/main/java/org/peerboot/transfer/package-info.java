/** The engine: fetching and serving segments of one byte string, source choice, rate limits. Pure: its sockets are in {@code transfer.nio}. */
@NullMarked
package org.peerboot.transfer;

import org.jspecify.annotations.NullMarked;
