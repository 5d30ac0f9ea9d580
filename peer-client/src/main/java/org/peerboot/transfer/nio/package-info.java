/** The engine's rim: one event loop, and the strict HTTP/1.1 subset that carries bulk data and piece announcements. */
@NullMarked
package org.peerboot.transfer.nio;

import org.jspecify.annotations.NullMarked;
