/** The {@code peerboot} command. Other modules add commands through {@link org.peerboot.cli.CommandProvider}. */
@NullMarked
package org.peerboot.cli;

import org.jspecify.annotations.NullMarked;
