/** The files that packages put on a site's machines. */
@NullMarked
package org.peerboot.site;

import org.jspecify.annotations.NullMarked;
