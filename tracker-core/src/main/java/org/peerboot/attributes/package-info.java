/** The resource attributes as pure records, each with unit, source and age. */
@NullMarked
package org.peerboot.attributes;

import org.jspecify.annotations.NullMarked;
